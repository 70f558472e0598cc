"""The newly written part is found in answers as people and programs write them; nothing else is cut."""

import pytest

from bench.quoting_score import score
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html
from tests.samples.mail.html_answers import ANSWERS

CASES = [
    (
        "The new bulb works.\n\nSent from my pocket telephone\n\nOn Mar 3, 2024, at 9:12 AM, "
        "Lamp desk\n<reply+17@tickets.example>\nwrote:\n\n> Does the lamp light up again with the bulb we "
        "sent?\n> \n> ![](https://x/y.png)\n> \n> ---\n> \n> Answer this mail or look at\n> "
        "https://tickets.example/218\n",
        "The new bulb works.",
    ),
    (
        "Hi,\n\nThe brass one, please\n\n\n------------------------------\n*From:* Jane Roe "
        "[mailto:reply@x.example]\n*Sent:* Tuesday, March 5, 2019 8:05 AM\n*To:* John "
        "S.\n*Subject:* Re: Order 18\n\nSome text\n",
        "Hi,\n\nThe brass one, please",
    ),
    ("The brass one, please\n\n-----Original Message-----\nFrom: X\n", "The brass one, please"),
    ("Hello\n\n-Jane Roe\n\n", "Hello\n\n-Jane Roe"),
    ('Reply\n\n------ Original Message ------\nFrom: "X" <x@y>\nTo: "Y"\n', "Reply"),
    ("Fine by me\n\nLe mercredi 5 janvier 2021 à 10:00 +0100, Jean a écrit :\n> bla\n", "Fine by me"),
    (
        "Ok.\n\nOn Tue, Jan 5, 2021 at 10:00 AM John Doe via Lists <\nlists@x.example.com> wrote:\n\n> abc\n",
        "Ok.",
    ),
    (
        "The green one\n\nOn 9-Mar-2019, at 7:41 AM, Ruth Adler <ruth@lamps.example> wrote:\n\n>\n> "
        "Which shade?\n>\n> Ruth",
        "The green one",
    ),
    ("The green one\n\n2019/3/9 Ruth Adler <desk@lamps.example>\n\n>  Which shade\n", "The green one"),
    ("Go ahead\n\n9-Mar-2019 07:41, Support wrote:\n> blah\n", "Go ahead"),
    ("The green one\n\n> -----Original Message-----\n> From: X\n> Sent: Y\n", "The green one"),
    (
        'The green one\n_____________________________________________\nFrom: "example"\nSent: 02 '
        "April 2012\nTo: x\nSubject: y\n\nold",
        "The green one",
    ),
    (
        'The green one\n\n-------- Original message --------\nSubject: Re: Shade\nFrom: "X" <x@y>\nTo: '
        "abc\nDate: 1/5/21\n\nold",
        "The green one",
    ),
    (
        "I take it\nSent by parcel from my office\n\nOn ... ",
        "I take it\nSent by parcel from my office\n\nOn ...",
    ),
    (
        "Yes\n\nFrom: X <x@y.com>\nReply-To: X <x@y.com>\nDate: Tue, 5 Jan 2021 10:00\nTo: "
        "z@y.com\nSubject: s\n\nold",
        "Yes",
    ),
    ("blah\n\nOn Tue, 5 Jan 2021, X wrote:\n\n> one\n\nyes\n\n> two\n\nno\n\n-- \nme", "blah\n\nyes\n\nno"),
    (
        "Hallo Welt\n\nVon: Max <max@x.de>\nDatum: Dienstag, 5. Januar 2021 um 10:00\nAn: Moritz "
        "<m@x.de>\nBetreff: Re: Foo\n\nalt",
        "Hallo Welt",
    ),
    (
        'Hi\n\nGesendet: Dienstag, 05. Januar 2021 um 10:00 Uhr\nVon: "Max" <max@x.de>\nAn: '
        "m@x.de\nBetreff: Foo\n\nalt",
        "Hi",
    ),
    ("Hi\n\n---- On Tue, 05 Jan 2021 10:00:00 +0000 John <john@x.com> wrote ----\n\nold text", "Hi"),
    ("Hi\n\n--- On Tue, 1/5/21, John <john@x.com> wrote:\n\nFrom: John\nSubject: x\nold", "Hi"),
    (
        "Hi\n\nIn a message dated 1/5/2021 10:00:00 A.M. Eastern Standard Time, j@x.com writes:\n\nold text",
        "Hi",
    ),
    ("##- Please type your reply above this line -##\n\nYour request has been updated", ""),
    (
        "My answer\n\n##- Please type your reply above this line -##\n\nYour request has been updated",
        "My answer",
    ),
    ("Hi\n\nJohn Doe <j@x.com> schrieb am Di., 5. Jan. 2021, 10:00:\n\n> alt", "Hi"),
    ("Hi\n\nJohn Doe <j@x.com> schrieb am 05.01.2021 um 10:00:\n\nalt", "Hi"),
    ("Hi\n\nJohn Doe <j@x.com> escreveu em ter., 5/01/2021 às 10:00:\n\n> velho", "Hi"),
    ("Hi\n\nEl mar., 5 ene. 2021 10:00, John Doe <j@x.com> escribió:\n\n> viejo", "Hi"),
    ("Hi\n\nIl mar 5 gen 2021, 10:00 John Doe <j@x.com> ha scritto:\n\n> vecchio", "Hi"),
    ("Hi\n\nOp di 5 jan. 2021 10:00 schreef John Doe <j@x.com>:\n\n> oud", "Hi"),
    ("Hi\n\nLe 05/01/21 à 10:00, « John Doe » <j@x.com> a écrit :\n\nvieux", "Hi"),
    ("Hi\n\nOn Tuesday, January 5, 2021, John Doe <j@x.com> wrote:\n\n> x", "Hi"),
    (
        "Hi\n\nOn Tuesday, January 5, 2021, 10:00:00 AM GMT+1, John Doe <j@x.com> wrote:  \n \n old stuff\n",
        "Hi",
    ),
    (
        "Hi\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\n\nOn Tuesday, January 5th, 2021 at 10:00 AM, John "
        "<j@x> wrote:\n\n> old",
        "Hi",
    ),
    (
        "Hi\n\n------- Original Message -------\nOn Tuesday, January 5th, 2021 at 10:00 AM, John "
        "<j@x> wrote:\n\n> old",
        "Hi",
    ),
    ('Hi\n\n发件人: "John" <j@x.com>\n发送时间: 2021-01-05\n收件人: a\n主题: b\n\nold', "Hi"),
    ('Hi\n\n------------------ 原始邮件 ------------------\n发件人: "John"\n', "Hi"),
    ('Hi\n\nAt 2021-01-05 10:00:00, "John" <j@x.com> wrote:\n>old', "Hi"),
    ('Hi\n\n在 2021-01-05 10:00:00，"John" <j@x.com> 写道：\n\nold', "Hi"),
    (
        "Hi\n\n________________________________\n From: John <j@x.com>\nTo: A <a@x.com> \nSent: "
        "Tuesday, January 5, 2021 10:00 AM\nSubject: x\n \n\nold",
        "Hi",
    ),
    ("Hi\n\nQuoting John Doe <j@x.com>:\n\n> old\n\nok", "Hi\n\nok"),
    ("Hi\n\nJohn Doe wrote on 5 Jan 2021:\n\n> old", "Hi"),
    ("Hi\n\n* John Doe <j@x.com> [2021-01-05 10:00]:\n> old", "Hi"),
    ("Hi\n\nOn 05/01/2021 10:00, John Doe via RT wrote:\n> <URL: https://x>\n>\n> old", "Hi"),
    ("Hi\n\nVon meinem iPad gesendet\n\nAm 05.01.2021 um 10:00 schrieb Max <m@x.de>:\n\n> alt", "Hi"),
    (
        "Yes please.\n\nGet Outlook for "
        "iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: X <x@y>\nSent: "
        "Tuesday, January 5, 2021 10:00:00 AM\nTo: Y <y@z>\nSubject: Foo\n\nold",
        "Yes please.",
    ),
    (
        "Yes.\n\nThanks,\nTom\n\nTom Thumb | Director\nThumb & Sons\nT: +44 20 7946 0000\nM: +44 "
        "7700 900000\nwww.thumb.example\n\nOn 5 Jan 2021, at 10:00, X <x@y.com> wrote:\n\n> old",
        "Yes.\n\nThanks,\nTom",
    ),
    ("Please call me:\n+44 20 7946 0000\n\nTom", "Please call me:\n+44 20 7946 0000\n\nTom"),
    (
        "My details:\n\nTel: +44 20 7946 0000\nEmail: a@b.com\nAddress: x",
        "My details:\n\nTel: +44 20 7946 0000\nEmail: a@b.com\nAddress: x",
    ),
    (
        "From: the shop\nwhere I bought it\nTo: my house\nI walked.",
        "From: the shop\nwhere I bought it\nTo: my house\nI walked.",
    ),
    (
        "Steps:\n1) open\n2) On Tuesday it wrote: error\n\nThanks",
        "Steps:\n1) open\n2) On Tuesday it wrote: error\n\nThanks",
    ),
    ("He wrote:\nI like it.\n\nSo do I", "He wrote:\nI like it.\n\nSo do I"),
    ("> quoted first\n\nanswer", "answer"),
    (
        "On Monday at 10:00 we met John <j@x.com> and he said:\nnothing\n",
        "On Monday at 10:00 we met John <j@x.com> and he said:\nnothing",
    ),
    ("a\n\n---\n\nb", "a\n\n---\n\nb"),
    ("Hi\n--\nTom\n", "Hi"),
    ("Hi\n\n\n\n\nHello", "Hi\n\nHello"),
    ("Hi\n\n* * *\n\nx", "Hi\n\n* * *\n\nx"),
    ("Caution: This email originated from outside.\nDo not click.\n\nHello there", "Hello there"),
    (
        "Hello\n\nThis message is confidential. If you are not the intended recipient, delete "
        "it.\n\nPlease consider the environment before printing.",
        "Hello",
    ),
    ("Hello\n\nSent by courier yesterday, tracking 123", "Hello\n\nSent by courier yesterday, tracking 123"),
    ("Sent from my iPhone", "Sent from my iPhone"),
    ("Fwd this\n\nBegin forwarded message:\n\n> From: X\n> Date: y\n\n", "Fwd this"),
    (
        "FYI\n\n---------- Forwarded message ----------\nFrom: X <x@y>\nDate: Tue\nSubject: s\nTo: z\n\nold",
        "FYI",
    ),
    ("FYI\n\n----- Forwarded by Tom/Org on 01/05/2021 10:00 AM -----\n\nold", "FYI"),
    (
        "Hi\n\n\nTom Thumb/Org/UK\n05/01/2021 "
        "10:00\n\n\tTo:\tsupport@x.com\n\tcc:\t\n\tSubject:\tRe: foo\n\nold",
        "Hi",
    ),
    (
        "Hi\n\nFrom:   Tom Thumb/Org\nTo:     support@x.com\nDate:   05/01/2021 10:00\nSubject:    "
        "    Re: foo\n\nold",
        "Hi",
    ),
    ('Done.\n\nOn 1/5/21, 10:00 AM, "Tom" <t@x.com> wrote:\n\n    old\n', "Done."),
    (
        "Hallo\n\n> Am 05.01.2021 um 10:00 schrieb Max <m@x.de>:\n> \n> alt\n\nVon meinem iPhone gesendet",
        "Hallo",
    ),
    ("OK thanks\n\nOn Tue, Jan 5, 2021, 10:00 AM Tom <t@x.com> wrote:\n\nHi Jane,\n\nold\n", "OK thanks"),
    ("tir. 5. jan. 2021 kl. 10:00 skrev Tom <t@x.com>:\n\n> x\n\nsvar", "svar"),
    (
        "Text before\n> quote that is very very long and wraps around here at some point in "
        "the\nmiddle\n> and goes on\nText after",
        "Text before\n\nText after",
    ),
    (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n- -- dashed\n\n-----BEGIN PGP "
        "SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n",
        "Hello\n-- dashed",
    ),
    (
        "Hello all\n\n_______________________________________________\nfriends mailing "
        "list\nfriends@lists.example\nhttps://lists.example/friends\n",
        "Hello all",
    ),
    (
        "> On 5 Jan, x wrote:\n> "
        "old\n\nnew\n_______________________________________________\nfriends mailing "
        "list\nfriends@lists.example",
        "new",
    ),
    ("Answer.\n\n2021-01-05 10:00 GMT+01:00 Jane Roe <jane@x.org>:\n\n> old", "Answer."),
    ("Answer.\n\n2021-01-05 10:00 GMT+01:00 Jane Roe <jane@x.org>:\n\nold", "Answer."),
    ("Answer.\n\nJane Roe <jane@x.org> (2021-01-05 10:00):\n> old", "Answer."),
    ("Answer.\n\nJane Roe <jane@x.org> hat am 05.01.2021 um 10:00 Uhr geschrieben:\n\n> alt", "Answer."),
    ("Answer.\n\nJane Roe <jane@x.org> hat am 05.01.2021 um 10:00 Uhr geschrieben:\n\nalt", "Answer."),
    ("Answer.\n\nDen 05.01.2021 10:00, skrev Jane Roe:\nold", "Answer."),
    ("Answer.\n\nLe 5 janvier 2021 10:00:00 GMT+01:00, Jane Roe <jane@x.org> a écrit :\n>vieux", "Answer."),
    ("Answer.\n\nOn January 5, 2021 10:00:00 AM GMT+01:00, Jane Roe <jane@x.org> wrote:\n>old", "Answer."),
    ("Answer.\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.", "Answer."),
    ("Answer.\n\nAm 5. Januar 2021 10:00:00 MEZ schrieb Jane Roe <jane@x.org>:\n>alt", "Answer."),
    (
        "Answer.\n\n--------------------------------------------\nOn Tue, 1/5/21, Jane Roe "
        "<jane@x.org> wrote:\n\n Subject: x\n To: y\n Date: z\n \n old",
        "Answer.",
    ),
    (
        "Answer.\n\n-----Ursprüngliche Nachricht-----\nVon: Jane Roe [mailto:jane@x.org] "
        "\nGesendet: Dienstag, 5. Januar 2021 10:00\nAn: Tom\nBetreff: x\n\nalt",
        "Answer.",
    ),
    (
        "Answer.\n\nOd: Jane Roe <jane@x.org>\nDo: Tom <t@x.org>\nDatum: 05.01.2021 10:00\nPředmět: x\n\nold",
        "Answer.",
    ),
    (
        "Answer.\n\n---------- Původní e-mail ----------\nOd: Jane\nKomu: Tom\nDatum: 5. 1. "
        "2021\nPředmět: x\n\nold",
        "Answer.",
    ),
    ("Answer.\n\nDnia 5 stycznia 2021 10:00 Jane Roe <jane@x.org> napisał(a):\n\nold", "Answer."),
    ("Answer.\n\n>Вторник, 5 января 2021, 10:00 +03:00 от Jane Roe <jane@x.org>:\n>\n>old", "Answer."),
    ("Answer.\n\nВторник, 5 января 2021, 10:00 +03:00 от Jane Roe <jane@x.org>:\nold", "Answer."),
    ('Answer.\n\n05.01.2021, 10:00, "Jane Roe" <jane@x.org>:\nold', "Answer."),
    ('Answer.\n\n05.01.2021, 10:00, "Jane Roe" <jane@x.org>:\n> old', "Answer."),
    ("Answer.\n\n5 января 2021, 10:00, Jane Roe <jane@x.org> пишет:\nold", "Answer."),
    ("Answer.\n\nEm ter, 5 de jan de 2021 10:00, Jane Roe <jane@x.org> escreveu:\n\nold", "Answer."),
    ("Answer.\n\n‪On Tue, Jan 5, 2021 at 10:00 AM ‫Jane Roe‬‎ <jane@x.org> wrote:‬\n\n> old", "Answer."),
    ("Answer.\n\nOn Tue, Jan 5, 2021 at 10:00 AM <jane@x.org> wrote:\n\n> old", "Answer."),
    (
        "Answer.\n\nOn Tue, Jan 5, 2021 at 10:00 AM Jane "
        "Roe\n<a-very-long-address-with-many-words@mail.subdomain.example.org> wrote:\n\n> old",
        "Answer.",
    ),
    (
        "Answer.\nOn Tue, Jan 5, 2021 at 10:00 AM Jane Roe <jane@x.org> wrote:\n> old\n>\n> On "
        "Mon, Tom wrote:\n>> older\n",
        "Answer.",
    ),
    ("Answer.\n\nJane Roe schreef op 2021-01-05 10:00:\n> old", "Answer."),
    ("Answer.\n\nEl 2021-01-05 10:00, Jane Roe escribió:\n> old", "Answer."),
    ("Answer.\n\nJane Roe skrev den 2021-01-05 10:00:\n> old", "Answer."),
    ("Answer.\n\nJane Roe írta 2021.01.05. 10:00 dátummal:\n> old", "Answer."),
    ("Answer.\n\n在 2021年1月5日星期二，Jane Roe <jane@x.org> 写道：\n\n> old", "Answer."),
    ("Answer.\n\n2021年1月5日火曜日 Jane Roe jane@x.org:\n\n> old", "Answer."),
    ("Answer.\n\n(2021/01/05 10:00), Jane Roe wrote:\n> old", "Answer."),
    ("Answer.\n\nOn Tue, 5 Jan 2021 10:00:00 +0900\nJane Roe <jane@x.org> wrote:\n\n> old", "Answer."),
    ('Answer.\n\n"Jane Roe" <jane@x.org> wrote in message news:abc@x...\n> old', "Answer."),
    ("Answer.\n\nJane Roe said:\n> old", "Answer."),
    ("Jane, you said:\n> old\n\nYes", "Jane, you said:\n\nYes"),
    ("You wrote:\n> old\n\nYes", "Yes"),
    ("Hallo Jane,\n\nSie schrieben:\n> alt\n\nJa", "Hallo Jane,\n\nJa"),
    (
        "Hi\n\nReply to this email directly, view it on GitHub, or unsubscribe.\nYou are receiving "
        "this because you were mentioned.",
        "Hi\n\nReply to this email directly, view it on GitHub, or unsubscribe.\nYou are receiving "
        "this because you were mentioned.",
    ),
    (
        "Thanks for the update!\n\nBest\nTom\n\n\nTom Thumb\nThumb & Sons | Sales\n\nphone: +1 "
        "(555) 123-4567\nemail: tom@thumb.example\nweb: www.thumb.example\n",
        "Thanks for the update!\n\nBest\nTom\n\n\nTom Thumb\nThumb & Sons | Sales",
    ),
    (
        "Works.\n\nBest regards,\nTom Thumb\nSales Director\nThumb & Sons\nTel: +44 20 7946 "
        "0000\nMobile: +44 7700 900000\n",
        "Works.\n\nBest regards,\nTom Thumb",
    ),
    (
        "Hi,\n\nmy order is 1234.\n\nTom Thumb\n12 High Street\nLondon\n07700 900000",
        "Hi,\n\nmy order is 1234.\n\nTom Thumb\n12 High Street\nLondon\n07700 900000",
    ),
    (
        "Ok\n\nSent from Yahoo Mail on Android \n \n  On Tue, Jan 5, 2021 at 10:00, Jane "
        "Roe<jane@x.org> wrote:   old",
        "Ok",
    ),
    ("Ok\n\nHol dir Outlook für iOS<https://aka.ms/o0ukef>", "Ok"),
    ("Ok\n\nTéléchargez Outlook pour iOS<https://aka.ms/o0ukef>", "Ok"),
    ("Ok\n\nEnviado desde Outlook Mobile", "Ok"),
    ("Ok\n\nEnviado do meu smartphone Samsung Galaxy.", "Ok"),
    ("Ok\n\nВідправлено з мого iPhone", "Ok"),
    ("Ok\n\n从 Windows 版邮件发送", "Ok"),
    ("Ok\n\nVon Samsung-Tablet gesendet", "Ok"),
    ("Ok\n\nGesendet von Mail für Windows", "Ok"),
    ("Ok\n\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.", "Ok"),
    (
        "Ok\n\nEnvoyé depuis mon smartphone Samsung Galaxy.\n\n-------- Message d'origine "
        "--------\nDe : Jane\nDate : 05/01/2021",
        "Ok",
    ),
]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(("body", "newest"), CASES)
def test_newly_written_part_of_a_text(body: str, newest: str) -> None:
    assert lines_of(newest_part(body)) == lines_of(newest)


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March you wrote:\nplease wait.\n\nWe waited.",
        "Am 12.03. schrieben Sie mir:\nBitte warten.\n\nWir haben gewartet.",
        "Am 12.03.2021 schrieb Herr Roe:\nBitte warten.",
        "Le 12 mars à 10:30 vous avez écrit :\nattendez.",
        "Total: 3\nFrom: shop\nDelivered: no",
        "1. open\n2. On Tuesday 12:30 it wrote: error",
        "Regards from Spain\n\nTom",
        "-- not a signature --\nwords",
        "Hello\n\nPlease note that our test environment is down.\n\nTom",
        "Hello\n\nNote: print this page and scan it.\n\nTom",
        "see > here\n5 > 3",
    ],
)
def test_words_that_look_like_marks_are_kept(text: str) -> None:
    assert lines_of(newest_part(text)) == lines_of(text)


def test_own_labelled_answers_are_read_right() -> None:
    """The project's own generator; `python -m bench.quoting_score` prints the table."""
    right, total = score()

    assert total.total() > 3400
    assert right.total() >= 0.99 * total.total()


@pytest.mark.parametrize(
    ("html", "newest"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>new</div><blockquote type=cite><p>old</p></blockquote><div>below</div>", "new\n\nbelow"),
        ("<blockquote><p>all of it is indented</p></blockquote>", "all of it is indented"),
        ("<div>new</div><div class='gmail_signature'>Tom<br>+44 20</div>", "new"),
        ("<div>new</div><div id='x_divRplyFwdMsg'>From: x</div><div>old</div>", "new"),
        ("<p>new</p><p>Sent from my iPhone</p>", "new"),
        ("", ""),
    ],
)
def test_newly_written_part_of_html(html: str, newest: str) -> None:
    assert newest_part_of_html(html) == newest


@pytest.mark.parametrize("program", ANSWERS)
def test_newly_written_part_in_the_markup_of(program: str) -> None:
    html, newest = ANSWERS[program]

    assert lines_of(newest_part_of_html(html)) == lines_of(newest)


def test_bare_forward_has_nothing_new() -> None:
    forwarded = b"---------- Forwarded message ---------\nFrom: Tom <t@x.org>\nSubject: s\n\nold words\n"
    raw = b"Subject: Fwd\n\n" + forwarded

    assert read_mail(raw).reply_text == ""


def test_a_table_between_strokes_is_no_quote() -> None:
    table = "+------+-----+\n| Lamp |   2 |\n| Bulb |  10 |\n+------+-----+"

    assert newest_part(f"Hello\n\n{table}\n\nAna") == f"Hello\n\n{table}\n\nAna"
    assert "Which lamp" not in newest_part("Red.\n| Which lamp do you want?\n| Thanks, Bo\n")
