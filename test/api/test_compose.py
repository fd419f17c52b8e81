"""Messages that are easy to get wrong: what's built is what a real server took, and what it wouldn't is refused."""

from __future__ import annotations

import pytest

from chatwoot_client import ConversationMessageCreatePayload, Label, compose

CARD = {"title": "A card", "actions": [compose.link("Look", "https://example.com")]}
FIELD = {"name": "email", "type": "email", "label": "E-mail"}


@pytest.mark.parametrize(
    ("built", "recorded"),
    [
        (
            compose.input_select("Pick one", [("Yes", "yes"), {"title": "No", "value": "no"}]),
            {
                "content": "Pick one",
                "content_type": "input_select",
                "content_attributes": {"items": [{"title": "Yes", "value": "yes"}, {"title": "No", "value": "no"}]},
            },
        ),
        (
            compose.cards(
                "Some cards",
                [
                    {
                        "title": "A card",
                        "description": "With a button",
                        "media_url": "http://127.0.0.1:9/card.png",
                        "actions": [compose.link("Look", "http://127.0.0.1:9/look"), compose.postback("Pick", "PICK")],
                    }
                ],
            ),
            {
                "content": "Some cards",
                "content_type": "cards",
                "content_attributes": {
                    "items": [
                        {
                            "title": "A card",
                            "description": "With a button",
                            "media_url": "http://127.0.0.1:9/card.png",
                            "actions": [
                                {"type": "link", "text": "Look", "uri": "http://127.0.0.1:9/look"},
                                {"type": "postback", "text": "Pick", "payload": "PICK"},
                            ],
                        }
                    ]
                },
            },
        ),
        (
            compose.form(
                "Fill this in",
                [
                    {**FIELD, "placeholder": "Your e-mail", "required": True},
                    {"name": "size", "type": "select", "label": "Size", "options": [("Small", "s"), ("Large", "l")]},
                ],
            ),
            {
                "content": "Fill this in",
                "content_type": "form",
                "content_attributes": {
                    "items": [
                        {
                            "name": "email",
                            "placeholder": "Your e-mail",
                            "type": "email",
                            "label": "E-mail",
                            "required": True,
                        },
                        {
                            "name": "size",
                            "type": "select",
                            "label": "Size",
                            "options": [{"label": "Small", "value": "s"}, {"label": "Large", "value": "l"}],
                        },
                    ]
                },
            },
        ),
        (
            compose.article(
                "Read this",
                [{"title": "An article", "description": "To read", "link": "http://127.0.0.1:9/article"}],
            ),
            {
                "content": "Read this",
                "content_type": "article",
                "content_attributes": {
                    "items": [{"title": "An article", "description": "To read", "link": "http://127.0.0.1:9/article"}]
                },
            },
        ),
        (
            compose.input_email("Your e-mail?", private=False),
            {"content": "Your e-mail?", "content_type": "input_email", "private": False},
        ),
        (
            compose.whatsapp_template("T", "hello", "en", "UTILITY", body=["a"], legacy=True),
            {
                "content": "T",
                "template_params": {
                    "name": "hello",
                    "category": "UTILITY",
                    "language": "en",
                    "processed_params": {"1": "a"},
                },
            },
        ),
    ],
)
def test_what_is_built_is_what_a_real_server_took(built, recorded):
    assert type(built) is ConversationMessageCreatePayload
    assert built.to_dict() == recorded


def test_a_choice_of_text_is_shown_and_sent():
    assert compose.input_select("?", ["Yes"]).content_attributes["items"] == [{"title": "Yes", "value": "Yes"}]


def test_a_survey_says_how_it_is_shown():
    message = compose.input_csat("How did we do?", "star", content_attributes={"more": 1})
    assert message.content_attributes == {"more": 1, "display_type": "star"}
    assert message.content_type == "input_csat"


def test_a_template_has_parameters_by_component():
    message = compose.whatsapp_template(
        "Your order …",
        "order_confirmation",
        "en_US",
        "MARKETING",
        body={"name": "Ada", "order": "1001"},
        header={"media_url": "https://example.com/a.png", "media_type": "image"},
        buttons=[{"type": "url", "parameter": "1001"}, {"type": "copy_code", "parameter": "SAVE20"}],
    )
    assert message.to_dict()["template_params"]["processed_params"] == {
        "body": {"name": "Ada", "order": "1001"},
        "header": {"media_url": "https://example.com/a.png", "media_type": "image"},
        "buttons": [{"type": "url", "parameter": "1001"}, {"type": "copy_code", "parameter": "SAVE20"}],
    }
    text_header = compose.whatsapp_template("T", "t", "en", header={"1": "Sale"})
    assert text_header.to_dict()["template_params"]["processed_params"] == {"header": {"1": "Sale"}}


def test_further_fields_go_with_the_message():
    message = compose.form("Fill this in", [FIELD], private=True, echo_id="e", content_attributes={"in_reply_to": 58})
    assert (message.private, message.echo_id, message.content_attributes["in_reply_to"]) == (True, "e", 58)
    with pytest.raises(TypeError, match="did you mean 'private'"):
        compose.form("Fill this in", [FIELD], privat=True)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (lambda: compose.input_select("", ["Yes"]), ValueError, "content must not be empty"),
        (lambda: compose.input_select(None, ["Yes"]), TypeError, "content must be text"),
        (lambda: compose.input_select("x" * 150_001, ["Yes"]), ValueError, "content has 150,001 characters"),
        (lambda: compose.input_select("?", []), ValueError, "items must not be empty"),
        (lambda: compose.input_select("?", "Yes"), TypeError, "items must be a list"),
        (lambda: compose.input_select("?", {"title": "a"}), TypeError, "items must be a list"),
        (lambda: compose.input_select("?", [5]), TypeError, r"items\[0\] must be a dict"),
        (lambda: compose.input_select("?", [("a", "b", "c")]), ValueError, r"items\[0\] must be \(title, value\)"),
        (lambda: compose.input_select("?", [("a",)]), ValueError, r"items\[0\] must be \(title, value\)"),
        (lambda: compose.input_select("?", [("a", 5)]), TypeError, r"items\[0\]\['value'\] must be text"),
        (lambda: compose.input_select("?", ["a", {"title": "b"}]), ValueError, r"items\[1\] lacks 'value'"),
        (
            lambda: compose.input_select("?", [{"tilte": "a", "value": "b"}]),
            ValueError,
            r"items\[0\] has no 'tilte'; did you mean 'title'",
        ),
        (lambda: compose.cards("?", [{"title": "a"}]), ValueError, r"items\[0\] lacks 'actions'"),
        (lambda: compose.cards("?", [{**CARD, "actions": []}]), ValueError, "'actions'] must not be empty"),
        (
            lambda: compose.cards("?", [{**CARD, "actions": [{"type": "link", "text": "a"}]}]),
            ValueError,
            r"items\[0\]\['actions'\]\[0\] lacks 'uri'",
        ),
        (
            lambda: compose.cards("?", [{**CARD, "actions": [{"type": "call", "text": "a"}]}]),
            ValueError,
            "must be one of link, postback, not 'call'",
        ),
        (lambda: compose.link("", "https://example.com"), ValueError, r"link\['text'\] must not be empty"),
        (lambda: compose.postback("a", 5), TypeError, r"postback\['payload'\] must be text"),
        (lambda: compose.form("?", [{**FIELD, "type": "number"}]), ValueError, "must be one of text, text_area"),
        (lambda: compose.form("?", [FIELD, FIELD]), ValueError, "two fields are named 'email'"),
        (lambda: compose.form("?", [{**FIELD, "required": "yes"}]), TypeError, r"\['required'\] must not be a str"),
        (lambda: compose.form("?", [{**FIELD, "options": ["a"]}]), ValueError, "which only a select has"),
        (lambda: compose.form("?", [{**FIELD, "type": "select"}]), ValueError, "'options'] must not be empty"),
        (lambda: compose.article("?", [{"title": "a"}]), ValueError, r"items\[0\] lacks 'link'"),
        (lambda: compose.input_csat("?", "stars"), ValueError, "display_type must be one of emoji, star"),
        (lambda: compose.input_csat("?", content_attributes="{}"), TypeError, "content_attributes must be a dict"),
        (lambda: compose.whatsapp_template("T", "", "en"), ValueError, "name must not be empty"),
        (lambda: compose.whatsapp_template("T", "t", "en", body=["a", 5]), TypeError, r"body\['2'\] must be text"),
        (lambda: compose.whatsapp_template("T", "t", "en", body="a"), TypeError, "body must be a list"),
        (
            lambda: compose.whatsapp_template("T", "t", "en", header={"media_url": "a", "media_type": "gif"}),
            ValueError,
            "must be one of image, video, document",
        ),
        (lambda: compose.whatsapp_template("T", "t", "en", header="a"), TypeError, "header must be a dict"),
        (lambda: compose.whatsapp_template("T", "t", "en", buttons=[{"type": "url"}]), ValueError, "lacks 'parameter'"),
        (
            lambda: compose.whatsapp_template("T", "t", "en", header={"1": "a"}, legacy=True),
            ValueError,
            "no header and no buttons",
        ),
    ],
)
def test_what_a_server_would_refuse_or_show_empty_is_refused_by_its_place(wrong, error, message):
    with pytest.raises(error, match=message):
        wrong()


def test_further_attributes_may_be_a_model_or_not_given():
    more = Label(title="vip")
    assert compose.input_csat("?", content_attributes=more).content_attributes == {
        "title": "vip",
        "display_type": "emoji",
    }
    assert compose.input_csat("?", content_attributes=None) == compose.input_csat("?")


@pytest.mark.parametrize(
    "message",
    [
        compose.form("Your address, please", [FIELD], private=True, echo_id="e", source_id="s"),
        compose.cards("Shoes", [CARD], private=True, echo_id="e"),
        compose.article("This may help", [{"title": "Sizes", "link": "https://example.com"}], private=True),
    ],
)
def test_words_that_only_agents_would_see_go_in_a_message_before(message):
    before = message.to_dict()
    words, same = compose.words_first(message)
    assert words.to_dict() == {"content": message.content, "private": True}
    assert same.to_dict() == before == message.to_dict()


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (compose.input_select("Which?", ["A"]), ValueError),
        (ConversationMessageCreatePayload("text"), ValueError),
        ({"content": "text"}, TypeError),
    ],
)
def test_what_shows_its_words_itself_needs_no_message_before(message, error):
    with pytest.raises(error, match=r"^message"):
        compose.words_first(message)
