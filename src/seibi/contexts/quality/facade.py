"""What the surfaces may ask of quality."""

from seibi.contexts.quality.operations import calling
from seibi.contexts.quality.queries import figures, surveys

note_call_back = calling.note_call_back
kpis = figures.kpis
figures_of_sites = figures.figures_of_sites
survey_link = surveys.survey_link
unhappy_answers = surveys.unhappy_answers
