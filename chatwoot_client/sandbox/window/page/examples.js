// Messages of the kinds that programs send, for those who want to see one before they write one.

const CARD = { description: "A description", actions: [{ type: "link", text: "See it", uri: "https://www.chatwoot.com" }] };

export const EXAMPLES = {
  Selection: {
    content: "What is it about?",
    content_type: "input_select",
    content_attributes: { items: [{ title: "My order", value: "order" }, { title: "Returns", value: "returns" }] },
  },
  Form: {
    content: "Where to?",
    content_type: "form",
    content_attributes: {
      items: [
        { name: "street", type: "text", label: "Street", placeholder: "Street and number", required: true },
        { name: "size", type: "select", label: "Size", options: [{ label: "Small", value: "s" }, { label: "Large", value: "l" }] },
      ],
    },
  },
  Cards: {
    content: "Two that are in stock",
    content_type: "cards",
    content_attributes: { items: [{ title: "One", ...CARD }, { title: "Another", ...CARD }] },
  },
  Articles: {
    content: "These may help",
    content_type: "article",
    content_attributes: { items: [{ title: "How returns work", description: "In three steps", link: "https://www.chatwoot.com" }] },
  },
  "E-mail": { content: "Where do we reach you?", content_type: "input_email" },
  Rating: { content: "How was it?", content_type: "input_csat", content_attributes: { display_type: "emoji" } },
};
