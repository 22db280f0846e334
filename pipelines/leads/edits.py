"""Edits of a card that come after the decision on it. Pure."""

EDITABLE = (
    *("title", "contest", "direction", "submitted_on", "requested_kopecks", "cofinancing_kopecks"),
    *("total_kopecks", "awarded_kopecks", "rating", "period_edtf", "organisation", "inn", "ogrn"),
    *("application_number", "geography", "summary", "aims", "tasks", "social_significance"),
    *("target_groups",),
)
"""Fields that an application has when it is decided on.

What comes afterwards by its nature is none of them: sums paid out, outcome, violations, contacts.
"""
