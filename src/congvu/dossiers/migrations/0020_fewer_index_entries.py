import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0019_follow_mark'),
        ('procedures', '0007_leaflet'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='movement',
            name='movement_handed',
        ),
        migrations.AlterField(
            model_name='dossier',
            name='procedure_version',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='procedures.procedureversion', verbose_name='bản của thủ tục khi tiếp nhận'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('handed_to__isnull', False)), fields=['handed_to', 'dossier'], name='movement_handed'),
        ),
    ]
