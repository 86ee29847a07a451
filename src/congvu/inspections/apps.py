from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "congvu.inspections"
    verbose_name = "Kiểm tra CCHC"

    def ready(self) -> None:
        from congvu.assessments import registry as sheets
        from congvu.core import search
        from congvu.core.registry import register_check
        from congvu.evidence import registry as evidence
        from congvu.inspections import (
            beside,
            found,
            founding,
            next_steps,
            offers,
            policies,
            redating,
            registry,
            reminders,
            resting,
        )
        from congvu.inspections.actions import telling
        from congvu.inspections.outputs.article_open import open_article
        from congvu.inspections.outputs.article_told import told
        from congvu.inspections.outputs.disclosed import disclosed
        from congvu.inspections.printing import of_paper, printed
        from congvu.notices import registry as notices
        from congvu.organizations.registry import on_rehearsal, on_setup
        from congvu.organizations.signals import calendar_changed

        sheets.register_judges(policies.judge_rule)
        sheets.register_readers(policies.read_rule, policies.read_sheets)
        sheets.register_answer_notes(beside.notes)
        sheets.register_sheet_crumbs(beside.crumbs)
        sheets.register_answer_actions(offers.answer_doors)
        offers.register_files(evidence)
        register_check("inspections.conclusions", resting.verify_conclusions)
        register_check("inspections.documents", resting.verify_documents)
        register_check("inspections.minutes", resting.verify_minutes)
        registry.register_open_article(open_article)
        registry.register_article(told)
        registry.register_disclosed(disclosed)
        calendar_changed.connect(redating.calendar_changed, dispatch_uid="inspections.redating")
        on_rehearsal(redating.rehearsed)
        on_setup(founding.plan_step)
        search.register_search("Đợt kiểm tra", found.inspections)
        search.register_search("Văn bản của đợt kiểm tra", found.documents)
        search.register_search("Ưu điểm, hạn chế", found.findings)
        search.register_search("Kiến nghị", found.recommendations)
        notices.register_reminders(reminders.reminders)
        notices.on_sending(telling.send_notice)
        registry.register_next_step(next_steps.next_step)
        registry.register_printer(printed)
        registry.register_document_printer(of_paper)
