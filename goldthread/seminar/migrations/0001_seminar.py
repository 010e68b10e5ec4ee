import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0003_emergency_access"),
        ("programme", "0007_by_state"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seminar",
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
                ("key", models.CharField(max_length=20, unique=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seminars",
                        to="programme.cycle",
                    ),
                ),
                ("theme_en", models.CharField(blank=True, max_length=500)),
                ("theme_zh", models.CharField(blank=True, max_length=500)),
                ("place_en", models.CharField(blank=True, max_length=200)),
                ("place_zh", models.CharField(blank=True, max_length=200)),
                ("text_en", models.TextField(blank=True)),
                ("text_zh", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("rooms", models.JSONField(default=list)),
                (
                    "chair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("nominations_until", models.DateField()),
                ("proposals_until", models.DateField()),
                ("members", models.PositiveIntegerField()),
                ("observers", models.PositiveIntegerField()),
                ("objection_days", models.PositiveIntegerField()),
                ("answer_days", models.PositiveIntegerField(default=60)),
                ("quorum", models.PositiveIntegerField()),
                ("open_minutes", models.BooleanField(default=False)),
                ("corrections_until", models.DateField(null=True)),
                ("screen", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("-starts", "key"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "planned",
                                    "called",
                                    "nominations_open",
                                    "documents_closed",
                                    "in_session",
                                    "closed",
                                    "minutes_drafted",
                                    "circulated",
                                    "confirmed",
                                    "archived",
                                    "cancelled",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="seminar_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="seminar_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))),
                        name="seminar_days_in_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SeminarSession",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="seminar.seminar",
                    ),
                ),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("room", models.CharField(blank=True, max_length=40)),
                (
                    "chair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
            ],
            options={
                "ordering": ("starts", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "removed"]), ("version__gte", 1)
                        ),
                        name="seminar_session_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="seminar_session_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="seminar_session_times_in_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="seminar.seminarsession",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("minutes", models.PositiveIntegerField()),
                ("speakers", models.JSONField(default=list)),
            ],
            options={
                "ordering": ("session__starts", "session", "position", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "under_way", "done", "removed"]),
                            ("version__gte", 1),
                        ),
                        name="agenda_item_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agenda_item_has_title",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "under_way")),
                        fields=("session",),
                        name="agenda_item_one_under_way",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AgendaRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="seminar.seminar",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("remark", models.TextField(blank=True)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("seminar", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seminar", "number"), name="agenda_release_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SeminarDocument",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="seminar.seminar",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="seminar.agendaitem",
                    ),
                ),
                ("audience", models.CharField(max_length=20)),
                ("embargo_until", models.DateTimeField(null=True)),
                ("name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["seminar", "state"], name="seminar_document_by_seminar"),
                    models.Index(fields=["sha256"], name="seminar_document_by_hash"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "released", "withdrawn"]), ("version__gte", 1)
                        ),
                        name="seminar_document_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="seminar_document_has_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="seminar.seminar",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="seminar.agendaitem",
                    ),
                ),
                ("text_en", models.TextField(blank=True)),
                ("text_zh", models.TextField(blank=True)),
                ("accepted", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "cleared", "given", "withdrawn"]),
                            ("version__gte", 1),
                        ),
                        name="address_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="address_has_title",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AddressFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="seminar.address",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("binding", models.CharField(max_length=300)),
                ("value", models.CharField(blank=True, max_length=60)),
                ("identity", models.JSONField()),
            ],
            options={
                "ordering": ("address", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("address", "binding"), name="address_figure_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="seminar.address",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("sentence_en", models.TextField(blank=True)),
                ("sentence_zh", models.TextField(blank=True)),
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised_in",
                        to="programme.measure",
                    ),
                ),
            ],
            options={
                "ordering": ("address", "position"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="seminar.seminar",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office"], name="delegation_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "invited",
                                    "nominated",
                                    "approved",
                                    "accredited",
                                    "checked_in",
                                    "attended",
                                    "absent",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="delegation_state",
                    ),
                    models.UniqueConstraint(
                        fields=("seminar", "office"), name="delegation_one_per_office"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="seminar.delegation",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("post_en", models.CharField(blank=True, max_length=200)),
                ("post_zh", models.CharField(blank=True, max_length=200)),
                ("badge", models.CharField(max_length=40, null=True, unique=True)),
                ("checked_in_at", models.DateTimeField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("delegation", "position", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("head", "member", "observer"))),
                        name="delegate_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True),
                            models.Q(("name_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delegate_has_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "head"), ("replaced_at", None)),
                        fields=("delegation",),
                        name="delegation_one_head",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Intervention",
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
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="seminar.delegation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="seminar.agendaitem",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=500)),
                ("minutes", models.PositiveIntegerField()),
                ("position", models.PositiveIntegerField(null=True)),
                ("given_at", models.DateTimeField(null=True)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["item", "state", "position"], name="intervention_queue")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "requested",
                                    "queued",
                                    "given",
                                    "submitted_in_writing",
                                    "declined",
                                    "withdrawn",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="intervention_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "queued"), _negated=True),
                            ("position__gte", 1),
                            _connector="OR",
                        ),
                        name="intervention_queued_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted_in_writing"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="intervention_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="seminar.seminar",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="offices.office",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("line_of_work", models.CharField(max_length=40)),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="programme.measure",
                    ),
                ),
                ("background_en", models.TextField(blank=True)),
                ("background_zh", models.TextField(blank=True)),
                ("request_en", models.TextField(blank=True)),
                ("request_zh", models.TextField(blank=True)),
                ("submitted_on", models.DateField(null=True)),
                ("filed_on", models.DateField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="seminar.agendaitem",
                    ),
                ),
                ("discussion", models.CharField(blank=True, max_length=10)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="seminar.proposal",
                    ),
                ),
                ("merged_on", models.DateField(null=True)),
                ("answer_due", models.DateField(null=True)),
                ("answer_extended", models.BooleanField(default=False)),
                ("redone", models.BooleanField(default=False)),
                ("answer_class", models.CharField(blank=True, max_length=10)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("needs_task", models.BooleanField(default=False)),
                ("plan_due", models.DateField(null=True)),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="programme.keytask",
                    ),
                ),
            ],
            options={
                "ordering": ("seminar", "number", "id"),
                "indexes": [
                    models.Index(fields=["seminar", "state", "number"], name="proposal_by_seminar"),
                    models.Index(fields=["office", "state"], name="proposal_by_office"),
                    models.Index(fields=["item"], name="proposal_by_item"),
                    models.Index(fields=["state", "answer_due"], name="proposal_by_answer_due"),
                    models.Index(fields=["task"], name="proposal_by_task"),
                    models.Index(fields=["measure"], name="proposal_by_measure"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "submitted",
                                    "filed",
                                    "assigned",
                                    "in_handling",
                                    "answer_pending",
                                    "answered",
                                    "satisfied",
                                    "basically_satisfied",
                                    "not_satisfied",
                                    "adopted",
                                    "rolled_over",
                                    "fulfilled",
                                    "not_fulfilled",
                                    "merged",
                                    "duplicate",
                                    "split",
                                    "reference",
                                    "withdrawn",
                                ],
                            ),
                            ("version__gte", 1),
                        ),
                        name="proposal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_has_title",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("seminar", "number"),
                        name="proposal_one_per_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("drafted", "withdrawn")),
                            models.Q(("number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_submitted_with_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True), ("merged_into", None)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_merged_into",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("duplicate_of__isnull", False), ("state", "duplicate")),
                            models.Q(
                                models.Q(("state", "duplicate"), _negated=True),
                                ("duplicate_of", None),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_duplicate_of",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_not_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duplicate_of", None),
                            models.Q(("duplicate_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_not_its_duplicate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    (
                                        "answered",
                                        "satisfied",
                                        "basically_satisfied",
                                        "not_satisfied",
                                        "adopted",
                                        "rolled_over",
                                        "fulfilled",
                                        "not_fulfilled",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("answer_class", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answered_by_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    (
                                        "answered",
                                        "satisfied",
                                        "basically_satisfied",
                                        "not_satisfied",
                                        "adopted",
                                        "rolled_over",
                                        "fulfilled",
                                        "not_fulfilled",
                                    ),
                                ),
                                _negated=True,
                            ),
                            ("needs_task", False),
                            ("task__isnull", False),
                            ("plan_due__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_planned_has_task",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ("adopted", "rolled_over", "fulfilled", "not_fulfilled"),
                                ),
                                _negated=True,
                            ),
                            ("task__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_adopted_has_task",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discussion__in", ("", "open", "closed"))),
                        name="proposal_discussion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Descent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goes_on_in",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comes_from",
                        to="seminar.proposal",
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [models.Index(fields=["descendant"], name="descent_by_descendant")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("merge", "duplicate", "split"))),
                        name="descent_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ancestor", models.F("descendant")), _negated=True),
                        name="descent_not_of_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("ancestor", "descendant"),
                        name="descent_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sponsorship",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="offices.office",
                    ),
                ),
                ("proposes", models.BooleanField(default=False)),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="seminar.proposal",
                    ),
                ),
                ("objection", models.TextField(blank=True)),
                ("objected_on", models.DateField(null=True)),
                ("agreed_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["office", "state"], name="sponsorship_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "accepted", "declined", "revoked", "left"]),
                            ("version__gte", 1),
                        ),
                        name="sponsorship_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("invited", "accepted"))),
                        fields=("proposal", "office"),
                        name="sponsorship_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("proposes", True)),
                        fields=("proposal",),
                        name="sponsorship_one_proposer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="offices.office",
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("accepted_on", models.DateField(null=True)),
                ("opinion", models.TextField(blank=True)),
                ("opinion_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ("proposal", "id"),
                "indexes": [models.Index(fields=["office"], name="handling_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("lead", "joint", "separate"))),
                        name="handling_kind",
                    ),
                    models.UniqueConstraint(fields=("proposal", "office"), name="handling_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "lead")),
                        fields=("proposal",),
                        name="handling_one_lead",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerBatch",
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
                    "seminar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="seminar.seminar",
                    ),
                ),
                ("published_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["gathered", "published", "dissolved"]),
                            ("version__gte", 1),
                        ),
                        name="answer_batch_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_batch_has_title",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="seminar.proposal",
                    ),
                ),
                ("round", models.PositiveIntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("part", models.BooleanField(default=False)),
                ("answer_en", models.TextField(blank=True)),
                ("answer_zh", models.TextField(blank=True)),
                ("answer_class", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.keytask",
                    ),
                ),
                ("plan", models.CharField(blank=True, max_length=500)),
                (
                    "plan_lead",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("plan_due", models.DateField(null=True)),
                ("drafted_at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="seminar.answerbatch",
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("proposal", "round", "part", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "round", "office", "part"),
                        name="answer_of_handler_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_en", ""), _negated=True),
                            models.Q(("answer_zh", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_has_text",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="seminar.proposal",
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("rating", models.CharField(max_length=20)),
                ("remark", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("proposal", "round", "at"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "round", "office"), name="rating_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__in", ("satisfied", "basically_satisfied", "not_satisfied"))
                        ),
                        name="rating_known",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Stance",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="seminar.delegation",
                    ),
                ),
                ("position", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="seminar.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["delegation"], name="stance_by_delegation")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["carried", "taken", "closed", "lapsed"]),
                            ("version__gte", 1),
                        ),
                        name="stance_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "lapsed"), _negated=True),
                        fields=("proposal", "delegation"),
                        name="stance_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", ("support", "oppose", "abstain"))),
                        name="stance_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="seminar.proposal",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="seminar.remark",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("cites", models.JSONField(default=list)),
                ("hidden_because", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [models.Index(fields=["proposal", "at"], name="remark_by_proposal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["posted", "withdrawn", "hidden"]), ("version__gte", 1)
                        ),
                        name="remark_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to", None),
                            models.Q(("reply_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="remark_not_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesEntry",
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
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="seminar.agendaitem",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("text_en", models.TextField(blank=True)),
                ("text_zh", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("item",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "circulated", "confirmed"]),
                            ("version__gte", 1),
                        ),
                        name="minutes_entry_state",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="MinutesRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="seminar.minutesentry",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text_en", models.TextField(blank=True)),
                ("text_zh", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("author", models.CharField(max_length=150)),
                ("restores", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ("entry", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "number"), name="minutes_revision_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="MinutesCorrection",
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="seminar.minutesentry",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="seminar.delegation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                ("passage", models.TextField()),
                ("wording", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("decision", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("entry", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "taken", "declined", "withdrawn"]),
                            ("version__gte", 1),
                        ),
                        name="minutes_correction_state",
                    )
                ],
                "indexes": [],
            },
        ),
    ]
