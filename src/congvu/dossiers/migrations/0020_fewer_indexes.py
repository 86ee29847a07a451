import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def dropped(name, table, column):
    """Of an index: Django would write the whole table anew on SQLite."""
    return migrations.RunSQL(
        f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")'
    )


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0019_follow_mark'),
        ('procedures', '0007_leaflet'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                dropped('dossiers_movement_by_id_994e4452', 'dossiers_movement', 'by_id'),
                dropped('dossiers_dossier_procedure_version_id_fb237784', 'dossiers_dossier', 'procedure_version_id'),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='movement',
                    name='by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người làm'),
                ),
                migrations.AlterField(
                    model_name='dossier',
                    name='procedure_version',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='procedures.procedureversion', verbose_name='bản của thủ tục khi tiếp nhận'),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name='movement',
            name='movement_handed',
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('handed_to__isnull', False)), fields=['handed_to', 'dossier'], name='movement_handed'),
        ),
    ]
