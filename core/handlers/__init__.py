"""One function per command, one file per concept; the Desk looks them up here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core import commands as c
from core.handlers import creating, dispatching, field, holding, mail, quoting, scheduling, undoing
from core.turn import Events

HANDLERS: Mapping[type[c.Command], Callable[..., Events]] = MappingProxyType(
    {
        c.AcceptOffer: dispatching.accept_offer,
        c.AcceptProposal: scheduling.accept_proposal,
        c.AckAssignment: dispatching.ack_assignment,
        c.ApproveCompletion: field.approve_completion,
        c.ApproveQuote: quoting.approve_quote,
        c.Arrive: field.arrive,
        c.Assign: dispatching.assign,
        c.Cancel: creating.cancel,
        c.Complete: field.complete,
        c.Confirm: scheduling.confirm,
        c.ConfirmOnBehalf: scheduling.confirm_on_behalf,
        c.Create: creating.create,
        c.DeclineOffer: dispatching.decline_offer,
        c.DeclineProposal: scheduling.decline_proposal,
        c.DeclineVisit: scheduling.decline_visit,
        c.Depart: field.depart,
        c.Escalate: dispatching.escalate,
        c.ExpireOffer: dispatching.expire_offer,
        c.FollowUpHold: holding.follow_up_hold,
        c.Hold: holding.hold,
        c.KeepMessage: mail.keep_message,
        c.LinkMessage: mail.link_message,
        c.NoShow: field.no_show,
        c.Note: creating.note,
        c.NoteUnacked: dispatching.note_unacked,
        c.NoteUnanswered: scheduling.note_unanswered,
        c.OfferVisit: dispatching.offer_visit,
        c.Rebook: holding.rebook,
        c.RejectQuote: quoting.reject_quote,
        c.Release: dispatching.release,
        c.ReleaseMail: undoing.release_mail,
        c.ReportLate: field.report_late,
        c.RequestCancel: scheduling.request_cancel,
        c.RequestConfirmation: scheduling.request_confirmation,
        c.RequestReschedule: scheduling.request_reschedule,
        c.Reschedule: scheduling.reschedule,
        c.Resume: holding.resume,
        c.ReturnForFixes: field.return_for_fixes,
        c.ReturnVisit: holding.return_visit,
        c.Schedule: scheduling.schedule,
        c.SendQuote: quoting.send_quote,
        c.SettleMessage: mail.settle_message,
        c.Start: field.start,
        c.Submit: field.submit,
        c.Take: dispatching.take,
        c.Unassign: dispatching.unassign,
        c.Undo: undoing.undo,
        c.WithdrawReschedule: scheduling.withdraw_reschedule,
    }
)

__all__ = ["HANDLERS"]
