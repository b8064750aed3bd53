"""What the surfaces may ask of quality."""

from seibi.contexts.quality.queries import figures, surveys

kpis = figures.kpis
survey_link = surveys.survey_link
