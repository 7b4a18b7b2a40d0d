// The screens of the words of the territory: one list of all, and a form for each kind.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { adminForm, adminList, territory, storyOf } from '#territory'
import { z } from 'zod'
import { catalogue } from '../catalogue/catalogue.ts'
import { WORD_LISTS, type WordList, type WordRow } from './lists.ts'
import { wordRows } from './queries.ts'
import { addWord, changeWord, isWithdrawn, usesOfWord, withdrawWord, WORD } from './write.ts'

const HERE = '/administration/mots'
const action = 'word.write'
const back = { href: HERE, label: 'Tous les mots' }

interface Line {
  one: string
  title: string
  text: string
  /** null for whoever may not change it. */
  href: string | null
}

const addressOf = (list: WordList, row: WordRow): string =>
  `${HERE}/${list.name}/${encodeURIComponent(String(row[list.key]))}`

async function lines(tx: Read): Promise<Line[]> {
  const all: Line[] = []
  const mayWrite = metropolitanAdministrator.ever(tx.actor)
  for (const list of WORD_LISTS)
    for (const row of (await wordRows(tx, list)).filter((one) => !isWithdrawn(one)))
      all.push({
        one: list.one,
        title: list.titleOf(row),
        text: list.textOf(row),
        href: mayWrite ? addressOf(list, row) : null,
      })
  return all
}

export const wordsList = listOf<Line>({
  at: HERE,
  action: 'word.read',
  title: 'Mots, thèmes et moments de vie',
  one: 'entrée',
  several: 'entrées',
  ways: WORD_LISTS.flatMap(({ name, added }) =>
    added === undefined
      ? []
      : [{ label: added.title, href: `${HERE}/${name}/${added.at}`, who: metropolitanAdministrator }],
  ),
  note: async ({ actor }) =>
    metropolitanAdministrator.ever(actor)
      ? null
      : html`<p class="reading"><b>De la métropole</b>&nbsp;: vous les lisez ici, la métropole les change.</p>`,
  intro: html`<p class="reading">Les mots par lesquels la recherche trouve, et ceux sous lesquels les démarches sont rangées, pour tout le territoire. Ce qui est écrit ici vaut aussitôt.</p>`,
  columns: [
    {
      label: 'Nom',
      text: ({ title }) => title,
      cell: ({ href, title }) => (href === null ? title : html`<a href="${href}">${title}</a>`),
      sort: { name: 'nom', by: ({ title }) => title },
    },
    { label: 'Genre', text: ({ one }) => one, sort: { name: 'genre', by: ({ one }) => one } },
    { label: 'Ce qui est dit', text: ({ text }) => text },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, synonyme', in: ({ title, text }) => [title, text] },
    { name: 'genre', label: 'Genre', all: 'Tous', of: ({ one }) => ({ value: one, label: one }) },
  ],
  id: ({ one, title, text }) => `${one} ${title} ${text}`,
  order: 'nom',
  size: 100,
  rows: lines,
  empty: { title: 'Aucun mot' },
  export: 'mots',
})

const formOfColumns = (columns: WordList['columns']) =>
  formOf(Object.fromEntries(Object.entries(columns).map(([name, { field }]) => [name, field])))

async function shownWord(tx: Read, list: WordList, id: string) {
  const [row] = await wordRows(tx, list, id)
  if (row === undefined || isWithdrawn(row)) throw new NotFound()
  const [known, { zone }] = [await catalogue(tx), await territory(tx)]
  const told = await storyOf(tx, WORD, row.number)
  const columns = { ...list.columns, ...list.added?.first }
  const history = historyPanel(
    told.toReversed().map(({ at, actorLabel, payload }) => ({
      at,
      by: actorLabel,
      said: Object.entries(payload.said as object)
        .map(([name, value]) => `${columns[name]?.field.label}\u00a0: ${columns[name]?.read(value, known)}`)
        .join('\n'),
    })),
    zone,
  )
  const used = list.usedBy?.(row, known)
  return {
    title: `${list.one}\u00a0: ${list.titleOf(row)}`,
    typed: Object.fromEntries(
      Object.entries(list.columns).map(([name, { read }]) => [name, read(row[name], known)]),
    ),
    version: row.version,
    intro: html`${used !== undefined && html`<p class="reading">${used}</p>`}${list.keptBy !== undefined && html`<p><a href="${addressOf(list, row)}/retirer">Retirer, ou réunir à un autre</a></p>`}${history}`,
  }
}

const addingRoutes = (list: WordList): Route[] => {
  const { added, columns } = list
  if (added === undefined) return []
  const asked = { ...columns, ...added.first }
  return adminForm({
    at: `${HERE}/${list.name}/${added.at}`,
    action,
    title: added.title,
    form: formOfColumns(asked),
    button: 'Enregistrer',
    back,
    async shown(tx) {
      const known = await catalogue(tx)
      const choices = Object.entries(asked).flatMap(([name, column]) =>
        column.choices === undefined ? [] : [[name, column.choices(known)] as const],
      )
      return { choices: Object.fromEntries(choices) }
    },
    async act(tx, input) {
      await addWord(tx, list, input)
      return redirect(HERE, 'C’est enregistré\u00a0: la recherche et les pages le disent aussitôt.')
    },
  })
}

const INTO = formOf({
  vers: field({
    label: 'Il est réuni à',
    hint: 'Qui avait gardé son adresse y arrive, et la recherche y mène.',
    control: { list: [] },
    type: z.string(),
  }),
})

const withdrawalRoutes = (list: WordList): Route[] =>
  list.keptBy === undefined
    ? []
    : adminForm({
        at: `${HERE}/${list.name}/:mot/retirer`,
        action,
        title: `Retirer\u00a0: ${list.one.toLowerCase()}`,
        form: INTO,
        button: 'Retirer',
        back: { href: `${HERE}/${list.name}/:mot`, label: 'Ne pas retirer' },
        shown: (tx, { params }) => shownWithdrawal(tx, list, params.mot ?? ''),
        async act(tx, { vers }, { params }, seen) {
          await withdrawWord(tx, list, { id: params.mot ?? '', into: vers, seen })
          return redirect(HERE, 'C’est retiré\u00a0: son adresse mène là où vous l’avez réuni.')
        },
      })

async function shownWithdrawal(tx: Read, list: WordList, id: string) {
  const rows = (await wordRows(tx, list)).filter((one) => !isWithdrawn(one))
  const row = rows.find((one) => one[list.key] === id)
  if (row === undefined) throw new NotFound()
  const uses = await usesOfWord(tx, list, row)
  return {
    title: `Retirer\u00a0: ${list.titleOf(row)}`,
    version: row.version,
    choices: {
      vers: [
        ['', 'Choisissez'] as const,
        ...rows
          .filter((one) => one !== row)
          .map((one) => [String(one[list.key]), list.titleOf(one)] as const)
          .toSorted(([, one], [, other]) => one.localeCompare(other, 'fr')),
      ],
    },
    intro:
      uses.length > 0 &&
      html`<p>Changez d’abord ce qui s’en sert&nbsp;:</p><ul class="links">${uses.map(({ said, href }) => html`<li><a href="${href}">${said}</a></li>`)}</ul>`,
  }
}

const screensOf = (list: WordList): Route[] => [
  ...addingRoutes(list),
  ...withdrawalRoutes(list),
  ...adminForm({
    at: `${HERE}/${list.name}/:mot`,
    action,
    title: list.one,
    form: formOfColumns(list.columns),
    button: 'Enregistrer',
    back,
    shown: (tx, { params }) => shownWord(tx, list, params.mot ?? ''),
    async act(tx, input, { params }, version) {
      await changeWord(tx, list, params.mot ?? '', input, version)
      return redirect(HERE, 'C’est enregistré\u00a0: la recherche et les pages le disent aussitôt.')
    },
  }),
]

export const wordScreens: readonly Route[] = [...adminList(wordsList), ...WORD_LISTS.flatMap(screensOf)]

export const wordsSet: FoundSource = {
  id: 'services.word',
  who: metropolitanAdministrator,
  find: async (tx) =>
    (await lines(tx)).map(({ one, title, text, href }) => ({
      ...{ kind: one, name: title, href: href ?? HERE, text },
      where: 'Tout le territoire',
    })),
}
