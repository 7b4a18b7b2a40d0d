// The screens of the words of the territory: one list of all, and a form for each kind.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { adminForm, adminList, territory, storyOf } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import { WORD_LISTS, type WordList } from './lists.ts'
import { wordRows } from './queries.ts'
import { addSynonyms, changeWord, WORD } from './write.ts'

const HERE = '/administration/mots'
const action = 'word.write'
const back = { href: HERE, label: 'Tous les mots' }

interface Line {
  one: string
  title: string
  text: string
  href: string
}

async function lines(tx: Read): Promise<Line[]> {
  const all: Line[] = []
  for (const list of WORD_LISTS)
    for (const row of await wordRows(tx, list))
      all.push({
        one: list.one,
        title: list.titleOf(row),
        text: list.textOf(row),
        href: `${HERE}/${list.name}/${encodeURIComponent(String(row[list.key]))}`,
      })
  return all
}

export const wordsList = listOf<Line>({
  at: HERE,
  action,
  title: 'Mots, thèmes et moments de vie',
  one: 'ligne',
  several: 'lignes',
  add: { label: 'Écrire des synonymes', href: `${HERE}/synonymes/nouveaux` },
  intro: html`<p class="reading">Les mots par lesquels la recherche trouve, et ceux sous lesquels les démarches sont rangées, pour tout le territoire. Ce qui est écrit ici vaut aussitôt.</p>`,
  columns: [
    {
      label: 'Nom',
      text: ({ title }) => title,
      cell: ({ href, title }) => html`<a href="${href}">${title}</a>`,
      sort: { name: 'nom', by: ({ title }) => title },
    },
    { label: 'Genre', text: ({ one }) => one, sort: { name: 'genre', by: ({ one }) => one } },
    { label: 'Ce qui est dit', text: ({ text }) => text },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, synonyme', in: ({ title, text }) => [title, text] },
    { name: 'genre', label: 'Genre', all: 'Tous', of: ({ one }) => ({ value: one, label: one }) },
  ],
  id: ({ href }) => href,
  order: 'nom',
  size: 100,
  rows: lines,
  empty: { title: 'Aucun mot' },
  export: 'mots',
})

const formOfList = ({ columns }: WordList) =>
  formOf(Object.fromEntries(Object.entries(columns).map(([name, { field }]) => [name, field])))

async function shownWord(tx: Read, list: WordList, id: string) {
  const [row] = await wordRows(tx, list, id)
  if (row === undefined) throw new NotFound()
  const [known, { zone }] = [await catalogue(tx), await territory(tx)]
  const told = await storyOf(tx, WORD, row.number)
  const history = historyPanel(
    told.toReversed().map(({ at, actorLabel, payload }) => ({
      at,
      by: actorLabel,
      said: Object.entries(payload.said as object)
        .map(
          ([name, value]) =>
            `${list.columns[name]?.field.label}\u00a0: ${list.columns[name]?.read(value, known)}`,
        )
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
    intro: html`${used !== undefined && html`<p class="reading">${used}</p>`}${history}`,
  }
}

const screensOf = (list: WordList): Route[] => [
  ...(list.grows === true
    ? adminForm({
        at: `${HERE}/${list.name}/nouveaux`,
        action,
        title: 'Écrire des synonymes',
        form: formOfList(list),
        button: 'Enregistrer',
        back,
        async act(tx, input) {
          await addSynonyms(tx, list, input)
          return redirect(HERE, 'C’est enregistré\u00a0: la recherche les connaît.')
        },
      })
    : []),
  ...adminForm({
    at: `${HERE}/${list.name}/:mot`,
    action,
    title: list.one,
    form: formOfList(list),
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
      ...{ kind: one, name: title, href, text },
      where: 'Tout le territoire',
    })),
}
