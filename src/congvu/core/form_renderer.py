"""`{{ form }}` gives accessible fields everywhere: our templates for Django's forms."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Label, hint, error, input; a summary of errors with links on top."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"
