"""What the surfaces may ask of quality."""

from seibi.contexts.quality.operations import calling, morning
from seibi.contexts.quality.queries import figures, surveys, waiting
from seibi.contexts.quality.queries import morning as themes

note_call_back = calling.note_call_back
kpis = figures.kpis
recent = figures.recent
figures_of_sites = figures.figures_of_sites
survey_link = surveys.survey_link
unhappy_answers = surveys.unhappy_answers
waiting_figures = waiting.waiting_figures
waiting_this_week = waiting.this_week
waits_of_cause = waiting.waits_of_cause
asked_since = waiting.asked_since
write_theme = morning.write_theme
theme_of = themes.theme_of
