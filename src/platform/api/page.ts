// What programs may ask, as people read it: made from the same description as programs read, without a script.
import { type Html, html } from '../html.ts'
import { frameOf } from '../http/frame.ts'
import { type Context, page, type Reply, type Route } from '../http/route.ts'
import { fold, section } from '../ui/content.ts'
import { citizenPage } from '../ui/layout.ts'
import { table } from '../ui/table.ts'
import { DESCRIPTION } from './openapi.ts'
import { linesOf, type ShapeLine } from './shapes.ts'

export const OPEN = '/api'
export const OPEN_TITLE = 'Ce que les programmes peuvent demander'

interface Media {
  readonly schema?: Parameters<typeof linesOf>[0]
}
interface Operation {
  readonly summary: string
  readonly description: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly required: boolean
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly securitySchemes: Ways }
}
type Ways = Readonly<Record<string, { readonly description: string }>>

const linesIn = (content: Readonly<Record<string, Media>> | undefined): ShapeLine[] =>
  Object.values(content ?? {}).flatMap(({ schema }) => (schema === undefined ? [] : linesOf(schema)))

const PLACES = { path: 'adresse', query: 'après le «\u00a0?\u00a0»' } as const

function parametersTable({ parameters }: Operation): Html | false {
  if (parameters.length === 0) return false
  const rows = parameters.map((one) => [
    html`<code>${one.name}</code>`,
    PLACES[one.in],
    one.required ? 'oui' : 'non',
    one.description ?? '',
  ])
  const columns = ['Nom', 'Où', 'Nécessaire', 'Ce que c’est'].map((label) => ({ label }))
  return table({ caption: 'Ce que dit l’adresse', columns, rows, dense: true })
}

function shapeTable(caption: string, lines: readonly ShapeLine[]): Html | false {
  if (lines.length === 0) return false
  const rows = lines.map(({ name, type, isRequired, text }) => [
    html`<code>${name}</code>`,
    type,
    isRequired ? 'oui' : 'non',
    text,
  ])
  const columns = ['Valeur', 'Type', 'Toujours là', 'Ce que c’est'].map((label) => ({ label }))
  return table({ caption, columns, rows, dense: true })
}

/** Who may call it, in words. */
function whoMay({ security = [] }: Operation, ways: Ways): Html {
  if (security.length === 0) return html`<p>Ouvert à tous, sans clé.</p>`
  return html`<ul>${security.flatMap((one) =>
    Object.entries(one).map(
      ([name, scopes]) =>
        html`<li>${ways[name]?.description ?? name}${scopes.length > 0 && html`, avec la portée <code>${scopes.join(', ')}</code>`}</li>`,
    ),
  )}</ul>`
}

function operationFold(path: string, verb: string, operation: Operation, ways: Ways): Html {
  const answered = Object.entries(operation.responses).find(([status]) => status !== 'default')?.[1]
  const body = html`<p><code>${verb.toUpperCase()} ${path}</code></p><p>${operation.description}</p>${whoMay(operation, ways)}
    ${parametersTable(operation)}${shapeTable('Ce qui est envoyé', linesIn(operation.requestBody?.content))}${shapeTable('Ce qui est répondu', linesIn(answered?.content))}`
  return fold(operation.summary, body, { meta: `${verb.toUpperCase()} ${path}` })
}

/** « /api/v1/pass/porte/liste » is of « pass ». */
const groupOf = (path: string): string => /^\/api\/v\d+\/([\w-]+)/.exec(path)?.[1] ?? ''
const groupName = (group: string): string =>
  group === '' ? 'Protocoles' : group.charAt(0).toUpperCase() + group.slice(1)

/** GET /api */
async function show(ctx: Context): Promise<Reply> {
  const { paths, components } = ctx.describe(ctx.config.publicUrl) as unknown as Description
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  )
  const groups = [...Map.groupBy(operations, ({ path }) => groupOf(path))].map(([group, own]) =>
    section(
      groupName(group),
      html`<div class="stack">${own.map(({ path, verb, operation }) => operationFold(path, verb, operation, components.securitySchemes))}</div>`,
    ),
  )
  const scopes = table({
    caption: 'Ce qu’une clé peut permettre',
    columns: [{ label: 'Portée' }, { label: 'Ce qu’elle permet' }],
    rows: ctx.scopes.map(({ id, title }) => [html`<code>${id}</code>`, title]),
  })
  const events = table({
    caption: 'Messages signés (Standard Webhooks, CloudEvents), dans l’ordre de chaque sujet',
    columns: [{ label: 'Événement' }, { label: 'Quand' }],
    rows: ctx.toldEvents.map(({ name, title }) => [html`<code>${name}</code>`, title]),
  })
  const main = html`<div class="sections wide"><h1>${OPEN_TITLE}</h1>
    <p class="lead">Tout ce qu’un programme peut lire ou changer ici, avec une clé ou sans. La même description pour les programmes&nbsp;: <a href="${DESCRIPTION}">OpenAPI 3.1</a>.</p>
    ${section(
      'Commencer',
      html`<ul>
        <li>Une clé se fait sur les pages de son propriétaire&nbsp;: pour un partenaire du pass, «&nbsp;Applications&nbsp;». Elle n’est montrée qu’une fois, et dit ce qu’elle permet.</li>
        <li>Chaque appel porte l’en-tête <code>Authorization: Bearer …</code>. Aucun cookie n’est lu.</li>
        <li>Un refus est un objet <code>application/problem+json</code> (RFC&nbsp;9457) dont <code>detail</code> dit, en français, ce qui s’est passé et quoi faire.</li>
        <li>Les en-têtes <code>RateLimit-Limit</code>, <code>RateLimit-Remaining</code> et <code>RateLimit-Reset</code> disent combien d’appels restent, et dans combien de secondes la minute suivante commence.</li>
        <li>Une liste rend <code>next</code>&nbsp;: à redonner dans <code>cursor</code> pour la page d’après. Ce qui se change se relit d’abord&nbsp;: son <code>ETag</code> se redonne dans <code>If-Match</code>.</li>
      </ul>`,
    )}
    ${ctx.scopes.length > 0 && section('Portées', scopes)}${ctx.toldEvents.length > 0 && section('Ce qui se dit aux adresses prévenues', events)}${groups}</div>`
  return page(citizenPage(frameOf(ctx), { title: OPEN_TITLE, main }))
}

export const pageRoute: Route = {
  get: OPEN,
  action: 'api.describe',
  title: OPEN_TITLE,
  face: 'citizen',
  handle: show,
}
