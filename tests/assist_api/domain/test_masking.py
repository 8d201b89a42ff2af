"""Nothing that tells a person apart is left, and every other word is."""

from __future__ import annotations

import pytest

from assist_api.domain.masking import Kind, Masked, mask, unmask

SENTENCES = {
    "打我电话13812345678": "打我电话【手机号】",
    "138 1234 5678 这个号": "【手机号】 这个号",
    "+86 13812345678": "【手机号】",
    "家里座机0571-87654321": "家里座机【座机号】",
    "发到wang.fang@mail.example.cn吧": "发到【邮箱】吧",
    "微信号是abc12345加我": "微信号是【账号】加我",
    "我QQ 12345678": "我QQ 【账号】",
    "身份证11010119900307123X": "身份证【身份证号】",
    "退到6222021234567890123这张卡": "退到【银行卡号】这张卡",
    "订单2034567890123456789到哪了": "订单【订单号】到哪了",
    "SF1234567890123不动了": "【快递单号】不动了",
    "单号771234567890": "单号【快递单号】",
    "地址改成浙江省杭州市西湖区文三路100号3栋2单元501室": "地址改成【地址】",
    "我住在广州市天河区天河路385号": "我住在【地址】",
    "放学院路12号门卫": "放【地址】门卫",
    "30号楼502": "【地址】",
    "收件人：张小明，麻烦改一下": "收件人：【姓名】，麻烦改一下",
    "我叫王芳": "我叫【姓名】",
    "收件人改成王小芳可以吗": "收件人改成【姓名】可以吗",
    "李女士签收的": "【姓名】女士签收的",
    "我叫张伟，张伟收": "我叫【姓名】，【姓名】收",
    "张伟 13812345678 上海市浦东新区张江路88号": "【姓名】 【手机号】 【地址】",
    "护照号E12345678": "护照号【证件号】",
    "车牌沪A12345": "车牌【车牌号】",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_what_tells_a_person_apart_becomes_its_kind(text: str) -> None:
    assert mask(text).text == SENTENCES[text]


@pytest.mark.parametrize(
    "text",
    [
        "发到北京要几天",
        "上海市有仓库吗",
        "我住在朝阳区能当天到吗",
        "满300减30元，一共2699.50",
        "5月10号能发货吗",
        "身高165体重98斤穿多大",
        "这款和X30Pro哪个好",
        "我是学生",
        "2026-11-26 买的",
        "客服电话多少",
        "条形码6901234567892",
        "国药准字Z44021234",
        "康师傅方便面",
        "白色女士衬衫",
        "发到浙江省杭州市要几天",
    ],
)
def test_what_everybody_might_say_stays(text: str) -> None:
    assert mask(text) == Masked(text)


def test_the_name_of_whoever_speaks_is_masked_wherever_it_stands() -> None:
    assert mask("给小林同学打个折", ["小林同学"]).text == "给【姓名】打个折"


def test_a_brand_is_a_person_beside_a_phone_number_only() -> None:
    assert mask("李宁的鞋").text == "李宁的鞋"
    assert mask("李宁 13812345678").text == "【姓名】 【手机号】"


def test_a_name_of_one_letter_is_too_short_to_look_for() -> None:
    assert mask("王牌商品", ["王"]).text == "王牌商品"


@pytest.mark.parametrize("text", [*SENTENCES, "【手机号】不是我写的，13912345678才是", "13812345678和13912345678"])
def test_unmasked_it_is_what_it_was(text: str) -> None:
    assert unmask(mask(text)) == text


def test_every_value_is_kept_with_its_kind() -> None:
    kept = mask("收货人：王芳 13812345678").private
    assert [(one.kind, one.value) for one in kept] == [(Kind.NAME, "王芳"), (Kind.PHONE, "13812345678")]
