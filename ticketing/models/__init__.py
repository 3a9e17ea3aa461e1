"""All tables of the service, in one namespace."""

from ticketing.models.aftersales import AftersalesCase, CaseEvent, CaseProposal
from ticketing.models.commitments import Commitment
from ticketing.models.conversations import BotTurn, Conversation, Message, Rating, Upload
from ticketing.models.counters import DailyCounter
from ticketing.models.customers import Customer
from ticketing.models.followups import Campaign, CampaignRecipient, Survey, SurveyAnswer, SweepRun
from ticketing.models.idempotency import IdempotentAnswer
from ticketing.models.knowledge import Article
from ticketing.models.learning import AssistantModel, Candidate, ModelEvent
from ticketing.models.people import Agent, AgentGroup, CannedReply, Group
from ticketing.models.policy import PolicyChange
from ticketing.models.registry import Table
from ticketing.models.shop import (
    ShopCoupon,
    ShopInvoice,
    ShopMember,
    ShopOrder,
    ShopOrderLine,
    ShopParcel,
    ShopProduct,
    ShopRefund,
    ShopWork,
)
from ticketing.models.tickets import Ticket, TicketEvent, TicketOrder

__all__ = [
    "AftersalesCase",
    "Agent",
    "AgentGroup",
    "Article",
    "AssistantModel",
    "BotTurn",
    "Campaign",
    "CampaignRecipient",
    "Candidate",
    "CannedReply",
    "CaseEvent",
    "CaseProposal",
    "Commitment",
    "Conversation",
    "Customer",
    "DailyCounter",
    "Group",
    "IdempotentAnswer",
    "Message",
    "ModelEvent",
    "PolicyChange",
    "Rating",
    "ShopCoupon",
    "ShopInvoice",
    "ShopMember",
    "ShopOrder",
    "ShopOrderLine",
    "ShopParcel",
    "ShopProduct",
    "ShopRefund",
    "ShopWork",
    "Survey",
    "SurveyAnswer",
    "SweepRun",
    "Table",
    "Ticket",
    "TicketEvent",
    "TicketOrder",
    "Upload",
]
