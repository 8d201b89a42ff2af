from __future__ import annotations

import pytest

from shop.masking import masked_address, masked_email, masked_name, masked_phone
from shop.models import Address


@pytest.mark.parametrize(
    ("region", "detail", "shown"),
    [
        ("浙江", "杭州市西湖区文三路 1 号", "浙江省杭州市西湖区****"),
        ("浙江省", "浙江省杭州市西湖区文三路 1 号", "浙江省杭州市西湖区****"),
        ("北京", "朝阳区建国路 88 号", "北京市朝阳区****"),
        ("上海", "上海市浦东新区世纪大道 100 号", "上海市浦东新区****"),
        ("新疆", "乌鲁木齐市天山区解放路 5 号", "新疆维吾尔自治区乌鲁木齐市天山区****"),
        ("云南", "大理白族自治州大理市古城 3 号", "云南省大理白族自治州大理市****"),
        ("江苏", "苏州市昆山市前进路 9 号", "江苏省苏州市昆山市****"),
        ("四川", "某某路 12 号", "四川省****"),
    ],
)
def test_an_address_is_shown_down_to_the_district(region: str, detail: str, shown: str) -> None:
    assert masked_address(Address("李雷", "13800138000", region, detail)) == shown


def test_names_phones_and_mail_keep_what_their_owner_knows_them_by() -> None:
    assert masked_name("李雷") == "李**"
    assert masked_phone("138 0013 8000") == "138****8000"
    assert masked_phone("8000") == "****8000"
    assert masked_email("zhang@example.com") == "z***@example.com"
