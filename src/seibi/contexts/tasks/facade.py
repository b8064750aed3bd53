"""What others may ask of tasks, and have opened or closed."""

from seibi.contexts.tasks.operations import doing, opening
from seibi.contexts.tasks.queries import tasks

open_task = opening.open_task
keep_tasks = opening.keep_tasks
fade = opening.fade
finish_task = doing.finish_task
hand_on = doing.hand_on
reopen_task = doing.reopen_task
my_tasks = tasks.my_tasks
my_count = tasks.my_count
open_tasks = tasks.open_tasks
tasks_about = tasks.tasks_about
by_source = tasks.by_source
