from congvu.assessments.forms.judge import JudgeForm
from congvu.assessments.forms.self_report import CriterionForm, ReopenForm, SelfForm, TextForm

__all__ = ["CriterionForm", "JudgeForm", "ReopenForm", "SelfForm", "TextForm"]
