"""The words of Spanish and Portuguese that steps are read and judged by: data."""

from __future__ import annotations

from typing import Final

from cqikit.actions._words import Dates, Words, listed

__all__ = ["PORTUGUESE", "SPANISH"]


SPANISH: Final = Words(
    name="es",
    common=listed(
        """el, la, los, las, de, del, y, un, una, para, con, en, cada, que, al,
        por, hay, o, dos, comprar, materiales"""
    ),
    plain=listed("va a, van a, debe, deben, tiene que, tienen que"),
    future=("rá", "rán"),
    undecided=listed(
        """necesitamos, hay que, hace falta, deberíamos, debería, averiguar, ver
        qué, pensar en, tratar de, tratará de, intentar, intentará, considerar,
        considerará, explorar, explorará, espera, quiere, buscar maneras, ver
        si, trabajar en, trabajará en, procurar, procurará"""
    ),
    endless=listed(
        """seguir, seguirá, continuar, continuará, mantener, mantendrá, fomentar,
        fomentará, promover, promoverá, ser, será, estar, estará, apoyar,
        apoyará"""
    ),
    wishes=listed(
        """mejorar, mejorará, asegurar, asegurará, aumentar, aumentará, reducir,
        reducirá, fortalecer, fortalecerá, garantizar, garantizará, animar,
        animará"""
    ),
    hedges=("o", "u"),
    conditions=listed(
        """a menos que, si es posible, según haga falta, si hay, cuando se pueda,
        cuando haya, según los fondos, dependiendo de, cuando sea posible, si
        hace falta, en caso de, siempre que, si se aprueba"""
    ),
    ifs=("si",),
    asking=listed("preguntar, preguntará, ver, verificar, verificará, saber"),
    doubts=listed("""quizás, quizá, tal vez, posiblemente, algún día, etc, pronto"""),
    nobody=listed(
        """alguien, cualquiera, por determinar, por definir, una persona, tbd"""
    ),
    selves=("yo",),
    groups=listed(
        """nosotros, nosotras, todos, todas, ellos, ellas, el personal, personal,
        maestras, maestros, educadoras, educadores, equipo, programa, centro"""
    ),
    generic=listed(
        """el, la, los, las, todo, todos, todas, nuestro, nuestra, nuestros"""
    ),
    outsiders=listed(
        """familias, padres, madres, niños, niñas, propietario, voluntarios,
        estado, dueño, estudiantes, pacientes"""
    ),
    articles=listed("el, la, los, las"),
    everyone=listed("todos, todas"),
    each=("cada",),
    amounts=listed(
        """un, una, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once,
        doce, ambos, ambas, cada, todos, todas, media, una docena"""
    ),
    which=listed("el, la, los, las, este, esta, su, sus, al, del"),
    vague=listed(
        """algunos, algunas, más, varios, varias, materiales, cosas, nuevos"""
    ),
    dates=Dates(
        months=listed(
            """enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre
        setiembre, octubre, noviembre, diciembre"""
        ),
        weekdays=listed("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
        numbers=listed(
            """un una uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez,
        once, doce"""
        ),
        units=listed(
            """día días, semana semanas, mes meses, trimestre trimestres, año años"""
        ),
        seasons=listed("primavera, verano, otoño, invierno"),
        by=listed(
            """para el, para, a más tardar el, no más tarde del, no más tarde de, hasta
            el, hasta, no después del, no después de, nunca después del, nunca después
            de"""
        ),
        before=listed("antes del, antes de, antes del día"),
        within=listed("dentro de, en, en las próximas, en los próximos"),
        at=listed("el, en, durante, en el"),
        since=listed("desde el, desde, a partir del, a partir de"),
        not_before=listed(
            """no antes del, no antes de, no hasta el, no hasta, nunca antes del, nunca
            antes de"""
        ),
        after=listed(
            """después del, después de, solo después del, solo después de, sólo después
            del, sólo después de, pasado el"""
        ),
        lasting=("durante",),
        upto=listed("al, hasta el, a, hasta"),
        articles=listed("el, la, los, las"),
        of=listed("de, del"),
        ends=listed("finales de, fines de, el final de, fin de"),
        middles=listed("mediados de"),
        begins=listed("principios de, comienzos de"),
        this=listed("este, esta"),
        following=listed("el próximo, la próxima, próximo, próxima"),
        each=listed("cada, todos los, todas las"),
        others=listed("segundo, segunda, dos, tres, 2, 3"),
        per=listed("por, cada, a la, una"),
        weeks_of=listed("la semana del, semana del"),
        today=("hoy",),
        tomorrow=("mañana",),
        nots=("no", "nunca"),
        clauses=listed("que, quien, porque, si, cuando, y, pero, o, u"),
        unknown=listed("año escolar, curso escolar, semestre, año fiscal, navidad"),
    ),
)

PORTUGUESE: Final = Words(
    name="pt",
    common=listed(
        """o, os, as, do, da, dos, das, e, um, uma, para, com, em, cada, que, ao,
        por, no, na, até, duas, comprar, materiais, ou, de, não, antes"""
    ),
    plain=listed("vai, vão, deve, devem, tem que, têm que"),
    future=("rá", "rão"),
    undecided=listed(
        """precisamos, é preciso, deveríamos, deveria, descobrir, ver o que, pensar
        em, tentar, tentará, considerar, considerará, explorar, espera, quer"""
    ),
    endless=listed(
        """continuar, continuará, manter, manterá, promover, promoverá, apoiar,
        apoiará, ser, será, fomentar, incentivar"""
    ),
    wishes=listed(
        """melhorar, melhorará, garantir, garantirá, aumentar, aumentará, reduzir,
        reduzirá"""
    ),
    hedges=("ou",),
    conditions=listed(
        """a menos que, se possível, conforme necessário, se houver, quando
        possível, dependendo de, quando der, se for aprovado"""
    ),
    ifs=("se",),
    asking=listed("perguntar, perguntará, verificar, verificará, ver, saber"),
    doubts=listed("talvez, possivelmente, algum dia, etc, em breve"),
    nobody=listed("alguém, qualquer um, a definir, uma pessoa, tbd"),
    selves=("eu",),
    groups=listed(
        """nós, a gente, todos, todas, eles, elas, pessoal, professoras,
        professores, educadoras, educadores, equipe, equipa, programa, centro"""
    ),
    generic=listed(
        """o, a, os, as, todo, todos, todas, nosso, nossa, nossos, nossas"""
    ),
    outsiders=listed(
        """famílias, pais, mães, crianças, senhorio, proprietário, voluntários,
        estado, alunos, pacientes"""
    ),
    articles=listed("o, a, os, as"),
    everyone=listed("todos, todas"),
    each=("cada",),
    amounts=listed(
        """um, uma, dois, duas, três, quatro, cinco, seis, sete, oito, nove, dez,
        onze, doze, ambos, ambas, cada, todos, todas, metade, uma dúzia"""
    ),
    which=listed("o, a, os, as, este, esta, seu, sua, ao, do, da"),
    vague=listed("""alguns, algumas, mais, vários, várias, materiais, coisas, novos"""),
    dates=Dates(
        months=listed(
            """janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro,
        outubro, novembro, dezembro"""
        ),
        weekdays=listed(
            """segunda-feira segundas-feiras segunda, terça-feira terças-feiras terça,
        quarta-feira quartas-feiras quarta, quinta-feira quintas-feiras quinta,
        sexta-feira sextas-feiras sexta, sábado sábados, domingo domingos"""
        ),
        numbers=listed(
            """um uma, dois duas, três, quatro, cinco, seis, sete, oito, nove, dez,
        onze, doze"""
        ),
        units=listed(
            """dia dias, semana semanas, mês meses, trimestre trimestres, ano anos"""
        ),
        seasons=listed("primavera, verão, outono, inverno"),
        by=listed(
            """até, até o dia, até ao dia, até dia, o mais tardar em, não depois de, não
            depois do, não mais tarde que, não mais tarde do que, nunca depois de"""
        ),
        before=listed("antes de, antes do, antes do dia"),
        within=listed("dentro de, em, nas próximas, nos próximos"),
        at=listed("em, no dia, durante, no"),
        since=listed("a partir de, desde"),
        not_before=listed(
            """não antes de, não antes do, nunca antes de, nunca antes do, só a partir
            de"""
        ),
        after=listed(
            """depois de, depois do, após, após o, só depois de, só depois do, apenas
            depois de, passado o"""
        ),
        lasting=("durante",),
        upto=listed("a, até"),
        articles=listed("o, a, os, as"),
        of=listed("de, do"),
        ends=listed("o fim de, final de, fim de, finais de"),
        middles=listed("meados de"),
        begins=listed("início de, inícios de"),
        this=listed("este, esta"),
        following=listed("próximo, próxima, a próxima, o próximo"),
        each=listed("cada, a cada, todo, toda, todos os, todas as"),
        others=listed("segundo, segunda, dois, duas, três, 2, 3"),
        per=listed("por, cada, uma"),
        weeks_of=listed("a semana de, semana de"),
        today=("hoje",),
        tomorrow=("amanhã",),
        nots=("não", "nunca"),
        clauses=listed("que, quem, porque, se, quando, e, mas, ou"),
        unknown=listed("ano letivo, semestre, ano fiscal, natal"),
    ),
)
