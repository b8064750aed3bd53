"""A list of another system waits to be looked at: some rows are new, some cannot be used."""

import datetime as dt

from django.utils import translation

from seibi.config.demo.network import SeededSite
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Kind
from seibi.kernel.actor import SYSTEM

LISTS = {
    "JP": (
        "旧システム_顧客.csv",
        "顧客番号,氏名,フリガナ,携帯電話,メールアドレス,郵便番号,住所,案内可否,同意取得方法\r\n"
        "000101,大塚 真理,オオツカ マリ,090-2222-0101,mari.otsuka@example.jp,140-0011,東京都品川区東大井5-1-1,はい,店頭\r\n"
        "000102,今井 亮,イマイ リョウ,080-2222-0102,,140-0013,東京都品川区南大井3-2-1,はい,\r\n"
        "000103,宮本 彩花,ミヤモト アヤカ,03-12,ayaka@example.jp,,,,\r\n"
        ",,,090-2222-0104,,,,,\r\n",
    ),
    "CN": (
        "老系统客户.csv",
        "客户编号,姓名,手机号,邮箱,同意提醒,同意来源\r\n"
        "000101,许晴,13822220101,xuqing@example.cn,是,门店\r\n"
        "000102,邓超,13822220102,,是,\r\n"
        "000103,曹颖,138,,,\r\n",
    ),
    "US": (
        "former-dms-customers.csv",
        "Customer No,Last Name,First Name,Mobile,Email,Reminders,Consent Source\r\n"
        "000101,Nakoa,Kai,(808) 555-0101,kai.nakoa@example.com,yes,counter\r\n"
        "000102,Silva,Noelani,(808) 223-0102,noelani@example.com,yes,\r\n"
        "000103,,,808,nobody@example,no,\r\n",
    ),
}


def bring_a_list(site: SeededSite, at: dt.datetime) -> None:
    """One file that was checked, in the language of the workshop; nothing of it is written."""
    name, content = LISTS[site.group.country]
    with translation.override(site.group.language):
        run_id = partners.start_import(
            site_id=site.id,
            kind=Kind.CUSTOMERS,
            file_name=name,
            content=content.encode(),
            actor=SYSTEM,
            at=at,
        )
        page = partners.import_page(run_id, SYSTEM)
        chosen = {one.position: one.field for one in page.columns if one.field}
        partners.name_columns(run_id=run_id, chosen=chosen, actor=SYSTEM, at=at)
        for _step in partners.go_on(run_id=run_id, at=at):
            pass
