"""The verbs of English acts, and what makes them wait for leave: data, nothing else."""

from __future__ import annotations

from typing import Final

from cqikit.actions._words import listed

__all__ = ["PERMITTING", "VERBS"]


#: Verbs of acts that are done some day, in the form that follows "will".
VERBS: Final = listed(
    """add, adjust, administer, agree, analyse, analyze, announce, appoint, apply,
        arrange, ask, assemble, assign, attach, attend, audit, begin, bind, book,
        borrow, bring, build, buy, calculate, call, cancel, change, chart, check,
        clean, clear, close, code, collect, combine, compare, compile, complete,
        conduct, contact, contract, convene, convert, copy, correct, count, cover,
        create, cut, decide, decorate, deliver, demonstrate, design, develop,
        discuss, display, distribute, document, donate, download, draft, draw, drop,
        email, e-mail, enlist, enrol, enroll, enter, establish, evaluate, examine,
        file, fill, find, finish, fix, fundraise, gather, get, give, hand, hang,
        hire, hold, host, identify, implement, include, inform, inspect, install,
        interview, introduce, invite, issue, label, laminate, launch, lead, lend,
        list, load, lock, log, mail, make, map, measure, meet, mount, move, name,
        notify, obtain, observe, offer, open, order, organise, organize, paint, pay,
        phone, pick, pilot, place, plan, plant, post, prepare, present, print,
        provide, publish, purchase, put, rate, read, rearrange, recruit, record,
        redesign, register, relocate, remove, rename, renew, reorganise, reorganize,
        repaint, repair, replace, report, request, reset, reschedule, review,
        revise, rewrite, rotate, run, scan, schedule, score, secure, select, send,
        separate, set, share, show, sign, sort, start, store, submit, summarise,
        summarize, supply, survey, swap, switch, take, teach, test, throw, tidy,
        track, train, transfer, translate, trial, update, upload, verify, video,
        visit, walk, wash, weed, weigh, write"""
)

#: "As the budget permits", said of whatever may not.
PERMITTING: Final = tuple(
    f"{start} {of}{what} {verb}"
    for start in ("as", "when", "if", "where")
    for of in ("", "the ", "our ")
    for what in listed(
        """budget, funding, funds, money, time, staffing, staff, schedule, schedules,
        resources, workload, space, weather"""
    )
    for verb in ("permits", "permit", "allows", "allow")
)
