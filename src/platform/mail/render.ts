// One look for every mail: the same content as plain text and as simple HTML that any reader, screen reader or phone shows.
// Mail readers ignore style sheets and many style properties: tables are for layout only (role presentation), colours are attributes.
import { type Html, html, renderHtml } from '#platform/html.ts'

/** What a mail says. Texts are plain; `brand` is `#rrggbb`, dark enough for white text. */
export interface MailContent {
  site: { name: string; brand: string }
  title: string
  /** Before all the rest: where an answer is written, above what it answers. */
  above?: string | undefined
  paragraphs: readonly string[]
  facts?: readonly (readonly [label: string, value: string])[] | undefined
  /** Lists of links, each under its title. */
  groups?: readonly MailGroup[] | undefined
  action?: { label: string; url: string } | undefined
  /** Why the person receives this mail, one sentence or more. */
  footer: string
  /** Where they choose what they are mailed: its address. */
  choices?: string | undefined
  /** Where one click ends such mails, without signing in: its address. */
  unsubscribe?: string | undefined
}

export interface MailGroup {
  title: string
  items: readonly { title: string; url: string; more: string }[]
}

const CHOICES = 'Choisir ce que je reçois par courriel'
const UNSUBSCRIBE = 'Ne plus recevoir ce courriel'

const DEFAULT_BRAND = '#0b5a6b'

// Written in the tags after rendering, because mail readers drop style sheets. Without them (strict policies) the mail still
// reads well: grounds and white texts are attributes.
const STYLES: Record<string, string> = {
  'mail-body': 'margin:0;padding:0;font-family:Verdana,Arial,sans-serif;font-size:17px;line-height:1.55',
  'mail-frame': 'max-width:600px',
  'mail-title': 'margin:0 0 16px;font-size:24px;line-height:1.2',
  'mail-group': 'margin:24px 0 8px;font-size:19px;line-height:1.3',
  'mail-lines': 'margin:0 0 16px;padding:0 0 0 20px',
  'mail-line': 'margin:0 0 10px',
  'mail-text': 'margin:0 0 16px',
  'mail-facts': 'margin:0 0 16px',
  'mail-label': 'padding:8px 16px 8px 0;font-weight:normal;color:#44514f',
  'mail-value': 'padding:8px 0;font-weight:bold',
  'mail-button': 'border-radius:4px',
  'mail-link': 'color:#ffffff;text-decoration:underline',
  'mail-small': 'margin:0;font-size:15px;color:#44514f;word-break:break-word',
}

/** The two forms of the mail. Throws TypeError when a link is not an http(s) address. */
export function renderMail(content: MailContent): { text: string; html: string } {
  const lines = (content.groups ?? []).flatMap(({ items }) => items)
  for (const url of [
    content.action?.url,
    content.choices,
    content.unsubscribe,
    ...lines.map((line) => line.url),
  ])
    if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new TypeError('the links of a mail must be http(s) addresses')
  return { text: plain(content), html: withStyles(renderHtml(page(content))) }
}

function plain(content: MailContent): string {
  const { site, title, above = '', paragraphs, facts = [], groups = [] } = content
  const { action, footer, choices, unsubscribe } = content
  const blocks = [
    above,
    title,
    ...paragraphs,
    facts.map(([label, value]) => `${label}\u00a0: ${value}`).join('\n'),
    ...groups.map(plainGroup),
    action ? `${action.label}\u00a0:\n${action.url}` : '',
    `-- \n${site.name}\nPourquoi je reçois ce message\u00a0: ${footer}${choices === undefined ? '' : `\n${CHOICES}\u00a0:\n${choices}`}${unsubscribe === undefined ? '' : `\n${UNSUBSCRIBE}\u00a0:\n${unsubscribe}`}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

const plainGroup = ({ title, items }: MailGroup): string =>
  [title.toUpperCase(), ...items.map((item) => `- ${item.title}\n  ${item.more}\n  ${item.url}`)].join('\n')

function page(content: MailContent): Html {
  const { site, title, above, paragraphs, facts = [], groups = [] } = content
  const { action, footer, choices, unsubscribe } = content
  const brand = /^#[0-9a-f]{6}$/i.test(site.brand) ? site.brand : DEFAULT_BRAND
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title}</title>
</head>
<body class="mail-body" bgcolor="#f4f5f1" text="#16211f">
${above !== undefined && html`<p class="mail-small">${above}</p>`}<table role="presentation" width="100%" cellpadding="16" cellspacing="0" border="0" bgcolor="#f4f5f1"><tr><td align="center">
<table class="mail-frame" role="presentation" width="100%" cellpadding="24" cellspacing="0" border="0" bgcolor="#ffffff">
<tr><td bgcolor="${brand}"><font color="#ffffff"><strong>${site.name}</strong></font></td></tr>
<tr><td>
<h1 class="mail-title">${title}</h1>
${paragraphs.map(paragraph)}
${facts.length > 0 ? factTable(facts) : null}
${groups.map(groupList)}
${action ? button(action, brand) : null}
</td></tr>
<tr><td bgcolor="#e8ebe5">
<p class="mail-small"><strong>Pourquoi je reçois ce message</strong><br>${footer}${choices !== undefined && html`<br><a href="${choices}"><font color="#16211f">${CHOICES}</font></a>`}${unsubscribe !== undefined && html`<br><a href="${unsubscribe}"><font color="#16211f">${UNSUBSCRIBE}</font></a>`}</p>
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`
}

function paragraph(text: string): Html {
  return html`<p class="mail-text">${lines(text)}</p>`
}

// What a resident wrote keeps its line breaks.
function lines(text: string): Html[] {
  return text.split(/\r?\n/).map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))
}

function groupList({ title, items }: MailGroup): Html {
  const lines = items.map(
    (item) =>
      html`<li class="mail-line"><a href="${item.url}"><font color="#0b5a6b">${item.title}</font></a><br>${item.more}</li>`,
  )
  return html`<h2 class="mail-group">${title}</h2><ul class="mail-lines">${lines}</ul>`
}

function factTable(facts: readonly (readonly [string, string])[]): Html {
  const rows = facts.map(
    ([label, value]) => html`<tr>
<th class="mail-label" scope="row" align="left" valign="top">${label}</th>
<td class="mail-value" valign="top">${lines(value)}</td>
</tr>`,
  )
  return html`<table class="mail-facts" cellpadding="8" cellspacing="0" border="0">${rows}</table>`
}

// The address is also written out, for whoever reads the mail on one device and answers on another.
function button({ label, url }: { label: string; url: string }, brand: string): Html {
  return html`<table role="presentation" cellpadding="14" cellspacing="0" border="0"><tr>
<td class="mail-button" bgcolor="${brand}"><a class="mail-link" href="${url}"><font color="#ffffff"><strong>${label}</strong></font></a></td>
</tr></table>
<p class="mail-small"><br>Si le bouton ne s’ouvre pas, copiez cette adresse dans votre navigateur&nbsp;:<br>${url}</p>`
}

// Quotes in texts are entities: only our own class attributes match.
function withStyles(markup: string): string {
  return markup.replace(/ class="(mail-[a-z]+)"/g, (_, name: string) => ` style="${STYLES[name] ?? ''}"`)
}
