// The tests of a form: each green or red on the draft as it is, with the difference in words.
import { fieldsOf, type FormDefinition } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { adminFrame } from '#territory'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { idIn } from '../written/read.ts'
import type { TestRun } from '../written/tested.ts'
import { answerRoutes } from './answers.admin.ts'
import { testAddress, testForms } from './test.admin.ts'

/** « 12 réponses ; 4 pages attendues ; 1 réponse refusée » */
function expectWords(form: FormDefinition, { answers, expects }: TestRun['test']): string {
  const known = fieldsOf(form).filter(({ id }) => Object.hasOwn(answers, id)).length
  const { pages, shown = [], hidden = [], refused } = expects
  return [
    plural(known, 'réponse', 'réponses'),
    ...(pages === undefined ? [] : [plural(pages.length, 'page attendue', 'pages attendues')]),
    ...(shown.length > 0 ? [plural(shown.length, 'question montrée', 'questions montrées')] : []),
    ...(hidden.length > 0 ? [plural(hidden.length, 'question cachée', 'questions cachées')] : []),
    ...(refused === undefined ? [] : [refusedWords(refused.length)]),
  ].join('\u00a0; ')
}

const refusedWords = (count: number): string =>
  count === 0 ? 'aucune réponse refusée' : plural(count, 'réponse refusée', 'réponses refusées')

function testPanel(frame: AgentFrame, { read: { form } }: HeadShown, run: TestRun): Html {
  const { test, differences } = run
  const isRed = differences.length > 0
  const at = (what: string) => testAddress(form.id, test.id, what)
  const more = { kind: 'quiet' as const, more: `\u00a0: ${test.name}` }
  const accept =
    isRed &&
    buttonForm('Attendre ce que fait le formulaire', at('accepter'), frame.csrf, {
      ...{ kind: 'quiet', more: `\u00a0: ${test.name}` },
    })
  const body = html`<p class="meta">${test.as === 'agent' ? 'Un agent, pour quelqu’un' : 'Une personne'}, le ${longDate(test.on)}. ${expectWords(form, test)}.</p>
    ${isRed && html`<ul>${differences.map((one) => html`<li>${one}</li>`)}</ul>`}
    <div class="row">${linkButton('Réponses', at('reponses'), more)}${linkButton('Ce qu’il attend', at('attendu'), more)}${accept}${linkButton('Retirer', at('retirer'), { ...more, kind: 'bare' })}</div>`
  return panel(test.name, body, { end: isRed ? tag('bad', 'Rouge') : tag('good', 'Vert') })
}

function testsPage(frame: AgentFrame, shown: HeadShown): Html {
  const { form, id } = shown.read
  const { tests } = shown
  const red = tests.filter(({ differences }) => differences.length > 0)
  const at = partAddress(id, 'tests')
  const said =
    tests.length === 0
      ? emptyState(
          'Aucun test pour l’instant',
          'Un test donne des réponses et dit ce que le formulaire doit en faire. Il est rejoué à chaque changement\u00a0; tant qu’il est rouge, le formulaire n’est pas publié.',
        )
      : html`<p class="reading" role="status">${red.length === 0 ? `${plural(tests.length, 'test, vert', 'tests, tous verts')}\u00a0: le formulaire fait ce qui est attendu.` : `${plural(red.length, 'test rouge', 'tests rouges')} sur ${tests.length}\u00a0: le formulaire n’est pas publié tant qu’il en reste.`}</p>`
  const ways = html`<div class="row">${linkButton('Écrire un test', `${at}/nouveau`)}${linkButton('Enregistrer depuis une demande', `${at}/enregistrer`, { kind: 'quiet' })}</div>`
  const ordered = [...red, ...tests.filter((one) => !red.includes(one))]
  const main = html`<div class="stack">${head(frame, shown, 'tests')}${said}${ways}${ordered.map((one) => testPanel(frame, shown, one))}</div>`
  return agentPage(frame, { title: `${form.title}\u00a0: tests`, main, current: HERE })
}

export const testRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/tests`,
    action: ACTION,
    title: 'Tests d’un formulaire',
    face: 'admin',
    handle: (ctx: Context): Promise<Reply> =>
      ctx.db.read(ctx.actor, async (tx) =>
        page(testsPage(await adminFrame(ctx, tx), await readShown(tx, idIn(ctx)))),
      ),
  },
  ...testForms,
  ...answerRoutes,
]
