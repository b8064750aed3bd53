"""What the surfaces may ask of quality."""

from seibi.contexts.quality.queries import figures, surveys

kpis = figures.kpis
figures_of_sites = figures.figures_of_sites
survey_link = surveys.survey_link
unhappy_answers = surveys.unhappy_answers
