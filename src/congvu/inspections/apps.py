from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "congvu.inspections"
    verbose_name = "Kiểm tra CCHC"

    def ready(self) -> None:
        from congvu.assessments import registry as sheets
        from congvu.inspections import beside, policies

        sheets.register_judges(policies.judge_rule)
        sheets.register_readers(policies.read_rule)
        sheets.register_answer_notes(beside.notes)
        sheets.register_sheet_crumbs(beside.crumbs)
