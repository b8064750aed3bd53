"""What other contexts and surfaces may ask of visits, and have done."""

from seibi.contexts.work_orders.operations.answering import (
    answer_on_screen,
    record_by_telephone,
    record_on_paper,
)
from seibi.contexts.work_orders.operations.clocks import (
    clock_off_indirect,
    clock_on,
    clock_on_indirect,
    pause,
    resume,
)
from seibi.contexts.work_orders.operations.estimating import make_estimate
from seibi.contexts.work_orders.operations.findings import (
    answer_part_request,
    ask_for_part,
    propose_line,
    report_finding,
    write_note,
)
from seibi.contexts.work_orders.operations.granting import (
    agree_ceiling,
    agree_diagnosis,
    grant_by_house,
    use_ceiling,
)
from seibi.contexts.work_orders.operations.handing_back import (
    deliver,
    follow_up,
    release_car,
    take_back_car,
    withdraw_release,
)
from seibi.contexts.work_orders.operations.issuing import (
    issue_everything,
    issue_parts,
    take_back_parts,
)
from seibi.contexts.work_orders.operations.lines import (
    add_line,
    add_menu_lines,
    change_line,
    remove_line,
)
from seibi.contexts.work_orders.operations.opening import (
    open_from_appointment,
    open_from_arrival,
)
from seibi.contexts.work_orders.operations.promising import forecast, promise
from seibi.contexts.work_orders.operations.quality import check_work, pass_gate
from seibi.contexts.work_orders.operations.reception import (
    keep_car,
    keep_photo,
    name_party,
    receive_car,
)
from seibi.contexts.work_orders.operations.undoing import cancel, undo_arrival, undo_check_in
from seibi.contexts.work_orders.operations.work import (
    add_step,
    finish_line,
    finish_work,
    reopen_work,
    start_diagnosis,
    tick_step,
    undo_finish_line,
)
from seibi.contexts.work_orders.queries.desk import work_order_page
from seibi.contexts.work_orders.queries.floor import floor_list, my_day, my_job
from seibi.contexts.work_orders.queries.links import link_of
from seibi.contexts.work_orders.queries.visit import visit, visits_of
from seibi.contexts.work_orders.queries.work_orders import (
    billable_lines,
    desk_card,
    desk_list,
    info,
    info_of_appointment,
    info_of_arrival,
    infos,
    not_chargeable,
)

__all__ = [
    "add_line",
    "add_menu_lines",
    "add_step",
    "agree_ceiling",
    "agree_diagnosis",
    "answer_on_screen",
    "answer_part_request",
    "ask_for_part",
    "billable_lines",
    "cancel",
    "change_line",
    "check_work",
    "clock_off_indirect",
    "clock_on",
    "clock_on_indirect",
    "deliver",
    "desk_card",
    "desk_list",
    "finish_line",
    "finish_work",
    "floor_list",
    "follow_up",
    "forecast",
    "grant_by_house",
    "info",
    "info_of_appointment",
    "info_of_arrival",
    "infos",
    "issue_everything",
    "issue_parts",
    "keep_car",
    "keep_photo",
    "link_of",
    "make_estimate",
    "my_day",
    "my_job",
    "name_party",
    "not_chargeable",
    "open_from_appointment",
    "open_from_arrival",
    "pass_gate",
    "pause",
    "promise",
    "propose_line",
    "receive_car",
    "record_by_telephone",
    "record_on_paper",
    "release_car",
    "remove_line",
    "reopen_work",
    "report_finding",
    "resume",
    "start_diagnosis",
    "take_back_car",
    "take_back_parts",
    "tick_step",
    "undo_arrival",
    "undo_check_in",
    "undo_finish_line",
    "use_ceiling",
    "visit",
    "visits_of",
    "withdraw_release",
    "work_order_page",
    "write_note",
]
