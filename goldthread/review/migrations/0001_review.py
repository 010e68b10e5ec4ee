import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0003_emergency_access"),
        ("programme", "0007_by_state"),
        ("seminar", "0001_seminar"),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(editable=False, max_length=40)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("entered_at", models.DateTimeField(editable=False)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("title_zh", models.CharField(blank=True, max_length=500)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="programme.cycle",
                    ),
                ),
                ("assess_until", models.DateField(null=True)),
                ("object_until", models.DateField(null=True)),
                ("seed", models.CharField(blank=True, max_length=200)),
                ("sample_size", models.PositiveIntegerField(null=True)),
                ("population", models.JSONField(null=True)),
                ("published_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "frozen",
                                    "self_assessment",
                                    "desk_check",
                                    "sample_check",
                                    "graded",
                                    "objection",
                                    "final",
                                    "published",
                                    "cancelled",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="review_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_has_title",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("cycle",),
                        name="review_one_per_cycle",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="review.review",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("as_known_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("definitions", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("review", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("review", "number"), name="release_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="review.release",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("asked", models.CharField(max_length=300)),
                ("indicator", models.CharField(max_length=10)),
                ("period", models.CharField(max_length=20)),
                ("region", models.CharField(blank=True, max_length=20)),
                ("value", models.CharField(blank=True, max_length=60)),
                ("numerator", models.CharField(blank=True, max_length=60)),
                ("denominator", models.CharField(blank=True, max_length=60)),
                ("records", models.BigIntegerField(null=True)),
                ("status", models.CharField(max_length=20)),
                ("identity", models.JSONField()),
            ],
            options={
                "ordering": ("release", "position"),
                "indexes": [
                    models.Index(fields=["code"], name="frozen_figure_by_code"),
                    models.Index(
                        fields=["release", "indicator", "period"], name="frozen_figure_by_indicator"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "asked"), name="frozen_figure_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(editable=False, max_length=40)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("entered_at", models.DateTimeField(editable=False)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="review.review",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="offices.office",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("own_grade", models.CharField(blank=True, max_length=20)),
                ("finding", models.TextField(blank=True)),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                (
                    "graded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("objection", models.TextField(blank=True)),
                ("upheld", models.BooleanField(null=True)),
                ("decision", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["office"], name="assessment_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "asked",
                                    "submitted",
                                    "checked",
                                    "graded",
                                    "objected",
                                    "decided",
                                    "final",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="assessment_state",
                    ),
                    models.UniqueConstraint(fields=("review", "office"), name="assessment_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("asked", "submitted", "checked")),
                            models.Q(("grade", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_graded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(editable=False, max_length=40)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("entered_at", models.DateTimeField(editable=False)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample",
                        to="review.review",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.keytask",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("weight", models.PositiveIntegerField()),
                ("signals", models.JSONField(default=list)),
                ("verdict", models.CharField(blank=True, max_length=20)),
                ("finding", models.TextField(blank=True)),
                (
                    "found_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
            ],
            options={
                "ordering": ("review", "position"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drawn", "found"]), ("version__gte", 1)),
                        name="sampled_task_state",
                    ),
                    models.UniqueConstraint(fields=("review", "task"), name="sampled_task_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "found"), _negated=True),
                            ("verdict__in", ("confirmed", "partly", "not")),
                            _connector="OR",
                        ),
                        name="sampled_task_verdict",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ReviewDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(editable=False, max_length=40)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("entered_at", models.DateTimeField(editable=False)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="review.review",
                    ),
                ),
                ("language", models.CharField(max_length=8)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("baseline", models.JSONField(default=dict)),
                ("signed_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "approved", "signed", "withdrawn"]),
                            ("version__gte", 1),
                        ),
                        name="review_document_state",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="review.reviewdocument",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("author", models.CharField(max_length=150)),
                ("came", models.CharField(max_length=20)),
                ("template", models.TextField(blank=True)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("document", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="edition_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="review.reviewdocument",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("edition", models.PositiveIntegerField()),
                ("computed", models.CharField(max_length=60)),
                ("stated", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("author", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("document", "id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(editable=False, max_length=40)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("entered_at", models.DateTimeField(editable=False)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("title_zh", models.CharField(blank=True, max_length=500)),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "review",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="review.review",
                    ),
                ),
                (
                    "seminar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="seminar.seminar",
                    ),
                ),
                ("summary_en", models.TextField(blank=True)),
                ("summary_zh", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("text_zh", models.TextField(blank=True)),
                ("embargo_until", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("-published_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "edited",
                                    "locked",
                                    "cleared",
                                    "signed",
                                    "embargoed",
                                    "published",
                                    "withdrawn",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="news_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "embargoed"), _negated=True),
                            ("embargo_until__isnull", False),
                            _connector="OR",
                        ),
                        name="news_embargo_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="news_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            ("withdrawn_at__isnull", False),
                            _connector="OR",
                        ),
                        name="news_withdrawn_at",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="NewsFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "news",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="review.news",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("binding", models.CharField(max_length=300)),
                ("value", models.CharField(blank=True, max_length=60)),
                ("identity", models.JSONField()),
            ],
            options={
                "ordering": ("news", "id"),
                "indexes": [models.Index(fields=["code"], name="news_figure_by_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("news", "binding"), name="news_figure_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NewsErratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "news",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="review.news",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("language", models.CharField(max_length=8)),
                ("passage", models.TextField()),
                ("wording", models.TextField()),
                ("reason", models.TextField()),
                ("figures", models.JSONField(default=list)),
            ],
            options={
                "ordering": ("news", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("news", "number"), name="erratum_of_news")
                ],
                "indexes": [],
            },
        ),
    ]
