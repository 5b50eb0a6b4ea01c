"""The words of Spanish and Portuguese that steps are read and judged by: data."""

from __future__ import annotations

from typing import Final

from cqikit.actions._words import Dates, Words

__all__ = ["PORTUGUESE", "SPANISH"]


def _listed(text: str) -> tuple[str, ...]:
    """Return phrases that commas part, over any number of lines."""
    return tuple(" ".join(one.split()) for one in text.split(",") if one.strip())


SPANISH: Final = Words(
    name="es",
    common=_listed(
        """el, la, los, las, de, del, y, un, una, para, con, en, cada, que, al,
        por, hay, o, dos, comprar, materiales"""
    ),
    plain=_listed("va a, van a, debe, deben, tiene que, tienen que"),
    future=("rá", "rán"),
    undecided=_listed(
        """necesitamos, hay que, hace falta, deberíamos, debería, averiguar, ver
        qué, pensar en, tratar de, tratará de, intentar, intentará, considerar,
        considerará, explorar, explorará, espera, quiere, buscar maneras, ver
        si, trabajar en, trabajará en, procurar, procurará"""
    ),
    endless=_listed(
        """seguir, seguirá, continuar, continuará, mantener, mantendrá, fomentar,
        fomentará, promover, promoverá, ser, será, estar, estará, apoyar,
        apoyará"""
    ),
    wishes=_listed(
        """mejorar, mejorará, asegurar, asegurará, aumentar, aumentará, reducir,
        reducirá, fortalecer, fortalecerá, garantizar, garantizará, animar,
        animará"""
    ),
    hedges=("o", "u"),
    conditions=_listed(
        """a menos que, si es posible, según haga falta, si hay, cuando se pueda,
        cuando haya, según los fondos, dependiendo de, cuando sea posible, si
        hace falta, en caso de, siempre que, si se aprueba"""
    ),
    ifs=("si",),
    asking=_listed("preguntar, preguntará, ver, verificar, verificará, saber"),
    doubts=_listed("""quizás, quizá, tal vez, posiblemente, algún día, etc, pronto"""),
    nobody=_listed(
        """alguien, cualquiera, por determinar, por definir, una persona, tbd"""
    ),
    groups=_listed(
        """nosotros, nosotras, todos, todas, ellos, ellas, el personal, personal,
        maestras, maestros, educadoras, educadores, equipo, programa, centro"""
    ),
    generic=_listed(
        """el, la, los, las, todo, todos, todas, nuestro, nuestra, nuestros"""
    ),
    outsiders=_listed(
        """familias, padres, madres, niños, niñas, propietario, voluntarios,
        estado, dueño, estudiantes, pacientes"""
    ),
    each=("cada",),
    amounts=_listed(
        """un, una, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once,
        doce, ambos, ambas, cada, todos, todas, media, una docena"""
    ),
    which=_listed("el, la, los, las, este, esta, su, sus, al, del"),
    vague=_listed(
        """algunos, algunas, más, varios, varias, materiales, cosas, nuevos"""
    ),
    dates=Dates(
        months=_listed(
            """enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre
        setiembre, octubre, noviembre, diciembre"""
        ),
        weekdays=_listed("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
        numbers=_listed(
            """un una uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez,
        once, doce"""
        ),
        units=_listed(
            """día días, semana semanas, mes meses, trimestre trimestres, año años"""
        ),
        seasons=_listed("primavera, verano, otoño, invierno"),
        by=_listed("para el, para, a más tardar el, hasta el, hasta"),
        before=_listed("antes del, antes de"),
        within=_listed("dentro de, en, en las próximas, en los próximos"),
        at=_listed("el, en, durante, en el"),
        since=_listed("desde el, desde, a partir del, a partir de"),
        lasting=("durante",),
        upto=_listed("al, hasta el, a, hasta"),
        articles=_listed("el, la, los, las"),
        of=_listed("de, del"),
        ends=_listed("finales de, fines de, el final de, fin de"),
        middles=_listed("mediados de"),
        begins=_listed("principios de, comienzos de"),
        this=_listed("este, esta"),
        following=_listed("el próximo, la próxima, próximo, próxima"),
        each=_listed("cada"),
        weeks_of=_listed("la semana del, semana del"),
        today=("hoy",),
        tomorrow=("mañana",),
        unknown=_listed("año escolar, curso escolar, semestre, año fiscal, navidad"),
    ),
)

PORTUGUESE: Final = Words(
    name="pt",
    common=_listed(
        """o, os, as, do, da, dos, das, e, um, uma, para, com, em, cada, que, ao,
        por, no, na, até, duas, comprar, materiais, ou"""
    ),
    plain=_listed("vai, vão, deve, devem, tem que, têm que"),
    future=("rá", "rão"),
    undecided=_listed(
        """precisamos, é preciso, deveríamos, deveria, descobrir, ver o que, pensar
        em, tentar, tentará, considerar, considerará, explorar, espera, quer"""
    ),
    endless=_listed(
        """continuar, continuará, manter, manterá, promover, promoverá, apoiar,
        apoiará, ser, será, fomentar, incentivar"""
    ),
    wishes=_listed(
        """melhorar, melhorará, garantir, garantirá, aumentar, aumentará, reduzir,
        reduzirá"""
    ),
    hedges=("ou",),
    conditions=_listed(
        """a menos que, se possível, conforme necessário, se houver, quando
        possível, dependendo de, quando der, se for aprovado"""
    ),
    ifs=("se",),
    asking=_listed("perguntar, perguntará, verificar, verificará, ver, saber"),
    doubts=_listed("talvez, possivelmente, algum dia, etc, em breve"),
    nobody=_listed("alguém, qualquer um, a definir, uma pessoa, tbd"),
    groups=_listed(
        """nós, a gente, todos, todas, eles, elas, pessoal, professoras,
        professores, educadoras, educadores, equipe, equipa, programa, centro"""
    ),
    generic=_listed(
        """o, a, os, as, todo, todos, todas, nosso, nossa, nossos, nossas"""
    ),
    outsiders=_listed(
        """famílias, pais, mães, crianças, senhorio, proprietário, voluntários,
        estado, alunos, pacientes"""
    ),
    each=("cada",),
    amounts=_listed(
        """um, uma, dois, duas, três, quatro, cinco, seis, sete, oito, nove, dez,
        onze, doze, ambos, ambas, cada, todos, todas, metade, uma dúzia"""
    ),
    which=_listed("o, a, os, as, este, esta, seu, sua, ao, do, da"),
    vague=_listed(
        """alguns, algumas, mais, vários, várias, materiais, coisas, novos"""
    ),
    dates=Dates(
        months=_listed(
            """janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro,
        outubro, novembro, dezembro"""
        ),
        weekdays=_listed(
            """segunda-feira segunda, terça-feira terça, quarta-feira quarta,
        quinta-feira quinta, sexta-feira sexta, sábado, domingo"""
        ),
        numbers=_listed(
            """um uma, dois duas, três, quatro, cinco, seis, sete, oito, nove, dez,
        onze, doze"""
        ),
        units=_listed(
            """dia dias, semana semanas, mês meses, trimestre trimestres, ano anos"""
        ),
        seasons=_listed("primavera, verão, outono, inverno"),
        by=_listed("até, até o dia, até ao dia, até dia, o mais tardar em"),
        before=_listed("antes de, antes do"),
        within=_listed("dentro de, em, nas próximas, nos próximos"),
        at=_listed("em, no dia, durante, no"),
        since=_listed("a partir de, desde"),
        lasting=("durante",),
        upto=_listed("a, até"),
        articles=_listed("o, a, os, as"),
        of=_listed("de, do"),
        ends=_listed("o fim de, final de, fim de, finais de"),
        middles=_listed("meados de"),
        begins=_listed("início de, inícios de"),
        this=_listed("este, esta"),
        following=_listed("próximo, próxima, a próxima, o próximo"),
        each=_listed("cada"),
        weeks_of=_listed("a semana de, semana de"),
        today=("hoje",),
        tomorrow=("amanhã",),
        unknown=_listed("ano letivo, semestre, ano fiscal, natal"),
    ),
)
