"""All subjects together: the shop."""

from __future__ import annotations

from shop.sql.happenings import Happenings
from shop.sql.money import Money
from shop.sql.orders import Orders
from shop.sql.reading import Reading
from shop.sql.returns import Returns
from shop.sql.service import Service
from shop.sql.staff import Staff


class SqlShop(Reading, Orders, Returns, Service, Money, Happenings, Staff):
    """Orders, products, rules from the tables of shop.schema; the policy comes from its file."""
