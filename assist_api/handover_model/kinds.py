"""Why a person must take over, as nlu_data/handover tells it; first that none must."""

NONE = "none"
KINDS = (NONE, "request", "anger", "growing", "repeated", "failing", "risk", "complaint", "clock", "money")
