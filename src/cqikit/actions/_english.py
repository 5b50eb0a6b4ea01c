"""The words of English that steps are read and judged by: data, nothing else."""

from __future__ import annotations

from typing import Final

from cqikit.actions._english_acts import PERMITTING, VERBS
from cqikit.actions._english_dates import DATES
from cqikit.actions._words import Words, listed

__all__ = ["ENGLISH"]


ENGLISH: Final = Words(
    name="en",
    common=listed(
        """the, a, an, and, of, to, will, for, with, in, on, each, all, new, by, or,
        every, at, from, our, their, is, are, be, need, buy, staff, order, do,
        not, that, before, until"""
    ),
    plain=listed(
        """will, shall, must, is going to, are going to, is to, are to, 'll, ’ll, to,
        is responsible for, are responsible for, will be responsible for, has agreed
        to, have agreed to, agrees to, will also, will then, has to, have to, is due
        to"""
    ),
    undecided=listed(
        """need to, needs to, should, could, might, may, would, ought to, can, figure
        out, find out what, find out how, look into, looks into, look for, looks
        for, look at, look for ways, see if, see about, see whether, find ways, find
        a way, think of, think about, is thinking about, are thinking about, thinks
        about, try to, try and, tries to, is trying to, hope to, hopes to, hoping
        to, plan on, plans on, plan to, plans to, intend to, intends to, want to,
        wants to, would like to, wish to, wishes to, aim to, aims to, strive to,
        strives to, strive, seek to, seeks to, attempt to, attempts to, endeavor to,
        endeavour to, consider, considers, explore, explores, brainstorm, work on,
        works on, work toward, work towards, is working on, are working on, is
        looking into, start thinking, give thought to, weigh up, toy with, keep an
        eye out, be open to, decide whether, decide if, discuss whether, do their
        best, do our best, do his best, do her best, make an effort, make every
        effort, get around to"""
    ),
    endless=listed(
        """be, become, continue, continues, maintain, maintains, keep, keeps, promote,
        promotes, foster, fosters, focus, emphasize, emphasise, collaborate,
        communicate, oversee, oversees, nurture, cultivate, remember, remain, stay,
        understand, feel, appreciate, respect, pay attention, be aware, be mindful,
        raise awareness, build awareness, build relationships, build trust, build
        capacity, empower, embrace, advocate, stress, uphold, sustain, do more, do
        better, use more, use better, give more, offer more, provide more, have
        more, spend more, get better, work hard, work harder, work closely, work
        together, work with, enable, create a culture, create an environment, create
        a better, create a more, provide support, provide ongoing, provide guidance,
        provide assistance, provide encouragement, provide opportunities, provide
        help, offer support, offer guidance, offer help, give support, make sure
        everyone, make more, make better, interact, talk more, not forget, look
        after, take care, inspire, prioritise, prioritize"""
    ),
    wishes=listed(
        """improve, improves, enhance, enhances, ensure, ensures, insure, assure,
        increase, increases, decrease, reduce, reduces, strengthen, strengthens,
        boost, better, deepen, minimise, minimize, maximise, maximize, optimise,
        optimize, support, supports, encourage, encourages, make sure, makes sure,
        see that, see to it, address, tackle, prevent, avoid, streamline, modernise,
        modernize, eliminate, achieve, help, monitor, monitors, learn, practice,
        practise, engage, motivate"""
    ),
    states=listed(
        """feel, feels, feeling, understand, understands, know, knows, believe,
        believes, appreciate, appreciates, are aware, is aware, are comfortable, is
        comfortable, are happy, is happy, are confident, is confident, are mindful"""
    ),
    # What turns a verb without an end into an act: keep a log, stay until noon.
    ends=listed(
        """keep a log, keep a record, keep a tally, keep a count, keep a list, keep a
        diary, keep a chart, maintain a log, learn the, practice the, practise the"""
    ),
    conditions=PERMITTING
    + listed(
        """depending on, time permitting, funding permitting, funds permitting, budget
        permitting, staffing permitting, weather permitting, if funding, if funds, if
        money, if the budget, if budget, if the grant, if a grant, if approved, if
        possible, if needed, if necessary, if required, if feasible, if available, if
        there is time, if there is money, if there is funding, if there are funds, if
        staffing, if able, if enough, when possible, when needed, when necessary, when
        required, when feasible, when available, when able, when funding, when funds,
        when money, when there is time, when there is money, whenever possible,
        whenever needed, where possible, where needed, where necessary, where
        appropriate, where feasible, as needed, as necessary, as required, as
        appropriate, as possible, as able, as available, as feasible, as resources, as
        opportunities arise, as the need arises, subject to, contingent on, contingent
        upon, dependent on, dependent upon, conditional on, pending, provided that,
        provided there, providing that, assuming, once funding, once funds, once the
        grant, once the budget, once money, once approved, once we, once there, in
        case, should funding, should funds, should money, should the grant, should
        there be, should time, should the need arise, unless, when they have time,
        when he has time, when she has time, if they have time, if he has time, if she
        has time, when we have, if interested, if desired, so long as, as long as, on
        condition, with approval, if and when"""
    ),
    ifs=listed("if, unless, assuming"),
    # After these, "if" asks a question and sets no condition.
    asking=listed(
        """ask, asks, check, checks, know, say, says, note, notes, record, records,
        report, learn, tell, test, determine, confirm, verify, see, decide, what to
        do, what happens, do, count, mark"""
    ),
    doubts=listed(
        """maybe, perhaps, possibly, probably, hopefully, ideally, potentially, at some
        point, eventually, asap, sometime, some time, soon, someday, or so, etc, and
        so on, if at all, more or less, tentatively, preferably"""
    ),
    hedges=("or",),
    choices=("either",),
    nobody=listed(
        """someone, somebody, anyone, anybody, no one, nobody, whoever, tbd, tba, tbc,
        n/a, na, none, unknown, unassigned, to be determined, to be decided, to be
        assigned, to be announced, to be confirmed, to be named, not assigned, a
        person, person, people, one of us, one of the staff, one of the teachers, a
        staff member, staff member, a team member, team member, another teacher, a
        teacher, any teacher, any staff member, a volunteer, a designee, designee,
        responsible person, responsible party, the person responsible, who, x, xx,
        xxx, other, others, it, there, this, that, various, as assigned, appropriate
        staff, available staff, whoever is available, a nurse, any nurse, a member
        of staff, see above, same, blank, pending, vacant, new hire"""
    ),
    selves=listed("i, me, myself"),
    groups=listed(
        """we, us, i, me, myself, they, you, everyone, everybody, all, both, staff,
        personnel,
        teachers, educators, nurses, doctors, physicians, clinicians, employees,
        workers, visitors, providers, caregivers, carers, aides, assistants,
        managers, supervisors, directors, coordinators, administrators, leaders,
        leads, members, therapists, counsellors, counselors, professionals,
        practitioners, colleagues, paraprofessionals, team, teams, group, program,
        programme, center, centre, school, ward, unit, hospital, clinic, agency,
        organization, organisation, department, administration, management,
        leadership, faculty, crew, workforce, home, site, sites, classrooms,
        classroom, company, instructors, specialists, coaches, midwives, principals,
        partners, stakeholders, committee, board"""
    ),
    # Words that make no group a particular one: "all our ward staff".
    generic=listed(
        """the, a, an, all, our, your, my, their, its, other, many, most, some, few,
        several, various, whole, entire, full, program, programme, center, centre,
        classroom, class, school, ward, unit, hospital, clinic, agency, child, care,
        childcare, early, childhood, education, teaching, clinical, nursing,
        medical, home, front-line, frontline, line, direct, support, new, existing,
        current, relevant, appropriate, available, trained, assigned, qualified,
        dedicated, and, of, teacher, staff, team, members, member, group, health,
        social, respective, board, interested, willing, key, office, project,
        multidisciplinary"""
    ),
    outsiders=listed(
        """families, family, parents, parent, guardians, guardian, mothers, fathers,
        grandparents, relatives, caregivers at home, children, child, kids,
        students, student, pupils, pupil, patients, patient, clients, client,
        residents, participants, landlord, landlady, property owner, building owner,
        property manager, licensor, licensors, licenser, licensing, licensing
        specialist, licensing agency, inspector, inspectors, fire marshal, fire
        department, state, city, county, town, government, legislature, ministry,
        district, school district, school board, vendor, vendors, supplier,
        suppliers, contractor, contractors, manufacturer, store, shop, company,
        volunteers, volunteer, donors, donor, funder, funders, foundation, sponsor,
        sponsors, church, neighbors, neighbours, neighborhood, community, community
        partners, community members, businesses, business, local businesses,
        library, museum, university, college, public, taxpayers, insurance, insurer,
        insurers, police, health department, department of health, department of
        education, department of public health, visitors from outside, visitors to
        the center, eec, epa, usda, pta, pto, friends, alumni, boyfriend, husband,
        wife, electrician, plumber, exterminator"""
    ),
    each=listed("each, every, one, both, two, three, four"),
    amounts=listed(
        """one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve,
        thirteen, fourteen, fifteen, sixteen, eighteen, twenty, thirty, forty,
        fifty, both, each, every, all, half, a pair of, a dozen, once, twice,
        weekly, monthly, daily, hourly"""
    ),
    # What says which: an article or owner before a noun.
    which=listed("the, this, these, those, its, his, her, their, a, an"),
    vague=listed(
        """some, several, more, various, better, additional, enough, adequate,
        appropriate, needed, necessary, things, stuff, items, materials, supplies,
        resources, equipment, many, a few, a lot of, lots of, a variety of, a number
        of, other, different, certain, a couple of, as many, furniture, new, the
        necessary, the needed, the appropriate, the right, the required, what is
        needed, whatever, something, anything"""
    ),
    verbs=VERBS,
    # Verbs that begin the name of a role: "lead teacher", "head cook".
    titles=listed("""lead, head, support, nurse, coach, chair, cook, program, host"""),
    roles=listed(
        """director, coordinator, co-ordinator, teacher, educator, supervisor, manager,
        lead, leader, nurse, administrator, assistant, principal, counselor,
        counsellor, specialist, consultant, owner, provider, cook, worker, visitor,
        analyst, officer, clerk, secretary, liaison, coach, chair, doctor,
        pharmacist, therapist, head, matron, sister, midwife, team, licensee, aide,
        bookkeeper, navigator, trainer, mentor, psychologist, dietitian, caretaker,
        custodian, janitor, receptionist, registrar, committee, secretary, champion,
        technician, nutritionist, physician, chief, librarian, superintendent,
        proprietor, chef, intern, teams, interpreter, advisor, adviser, scribe,
        advocate, representative, rep, associate, delegate, ambassador, steward, doula,
        tutor, guide, apprentice, fellow, captain, dean, monitor, facilitator"""
    ),
    # Suffixes of nouns of persons, by which a role is known that no list has.
    role_ends=listed(
        """er, or, ist, ian, ant, ent, eer, man, woman, person, ee, ess"""
    ),
    articles=listed("the, a, an, our"),
    honorifics=listed("ms., mr., mrs., dr., ms, mr, mrs, dr"),
    everyone=("all",),
    # What no owner has in it: "what parents will bring".
    breaks=listed("""what, which, that, how, because, whether, why, where, to, if"""),
    # After these, the act is what follows "to": work with the cook to write a menu.
    through=listed(
        """work with, work together, collaborate with, partner with, coordinate with"""
    ),
    infinitive=("to",),
    prepositions=listed(
        """for, in, to, with, by, at, of, on, from, about, into, up, out, through, as,
        during, within, before, after, beside, above, near, off, over, under, per,
        until, against, around, via, so, that"""
    ),
    dangling=listed(
        """per, the, a, an, of, for, with, from, at, than, and, or, each, every, our,
        their, his, her, its, this, that, these, those, between, during, about"""
    ),
    joins=listed("and, &, and then, then, plus, as well as, also"),
    passives=listed(
        """be, is, are, was, were, been, being, get, gets, is to be, are to be"""
    ),
    participles=listed(
        """bought, made, done, held, sent, given, put, set, built, found, kept, read,
        taught, told, brought, met, paid, hung, written, taken, shown, chosen,
        drawn, begun, seen, spoken, thrown, cut, led, got, gotten, sold, sought,
        rewritten, redone, rebuilt, run, worn, hidden, driven, woken, torn, broken,
        sworn"""
    ),
    participle_ends=("ed",),
    agent=("by",),
    who_labels=listed("who, by whom, owner, responsible, person responsible, lead"),
    what_labels=listed("what, action, action step, step, task, activity"),
    when_labels=listed("when, by when, due, due date, deadline, timeline"),
    dates=DATES,
)
