"""What is told: frozen figures, the assessment of offices, the review document, the news."""
