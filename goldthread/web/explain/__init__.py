"""Why a figure is not what it was: two days of knowledge and the parts between them."""
