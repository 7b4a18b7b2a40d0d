// The editor in a real browser, under the content policy of the product: by keyboard, by paste, without a script, on a phone.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { html, renderHtml } from '#platform/html.ts'
import { formFields, formOf } from '#platform/screens/form.ts'
import { type Assets, loadAssets } from '#platform/ui/bundle.ts'
import { sprite } from '#platform/ui/icon.ts'
import { axeProblems } from '#test/axe.ts'
import { openContext } from '#test/browser.ts'
import { writing } from '../module.ts'
import { notationOf } from '../notation/write.ts'
import { ALL, PICTURE } from '../text/texts.fixture.ts'
import { richField } from './field.ts'

const POLICY =
  "default-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'; object-src 'none'"
const form = formOf({ text: richField({ label: 'Texte' }) })

let assets: Assets
let server: Server
let origin = ''
/** What stands in the box, and what was sent. */
let typed = ''
let sent: string | null = null

function pageOf(): string {
  const choices = {
    text: [
      [PICTURE, 'Le plan', '/plan.png'] as const,
      [OTHER, 'La rue', '/plan.png', 'Une rue pavée'] as const,
    ],
  }
  const fields = html`${formFields(form, { typed: { text: typed }, problems: [], choices })}`
  return renderHtml(html`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:image/svg+xml,">
    <link rel="stylesheet" href="${assets.url('desk.css')}"><script type="module" src="${assets.url('rich-editor.js')}"></script></head>
    <body class="desk">${sprite(renderHtml(fields))}<main class="wrap page"><h1>Essai</h1><form class="stack" method="post" action="/">${fields}<button class="button">Enregistrer</button></form></main></body></html>`)
}

async function visit(act: (page: Page) => Promise<void>, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await openContext({ viewport: { width: 390, height: 800 }, ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') problems.push(line.text())
  })
  await page.goto(origin)
  await act(page)
  await context.close()
  assert.deepEqual(problems, [])
}

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Texte', exact: true })
const save = async (page: Page): Promise<string> => {
  sent = null
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await answered
  return sent ?? ''
}

/** As another program would: what it copied, by its markup. */
const paste = (page: Page, markup: string) =>
  editorOf(page).evaluate((element, markup) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', markup)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, markup)

/** Another picture of the list, which says what it shows. */
const OTHER = PICTURE.replace(/^./, '1')

describe('the editor of a rich text', () => {
  before(async () => {
    assets = await loadAssets({ styles: writing.styles ?? [], islands: writing.islands ?? [] })
    server = createServer((request, reply) => {
      const asset = assets.get(request.url ?? '')
      reply.setHeader('content-security-policy', POLICY)
      // As every page of the product.
      reply.setHeader('cache-control', 'no-store')
      if (asset) return reply.setHeader('content-type', asset.type).end(asset.body)
      if (request.url === '/plan.png')
        return reply
          .setHeader('content-type', 'image/svg+xml')
          .end('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
      let body = ''
      request.on('data', (part) => (body += String(part)))
      request.on('end', () => {
        if (request.method === 'POST')
          sent = (new URLSearchParams(body).get('text') ?? '').replaceAll('\r\n', '\n')
        reply.setHeader('content-type', 'text/html; charset=utf-8').end(pageOf())
      })
      return undefined
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })

  after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('shows everything, changes nothing that one does not, and fits a phone', async () => {
    typed = notationOf(ALL)
    await visit(async (page) => {
      await editorOf(page).waitFor()
      assert.equal(await page.locator('textarea').isVisible(), false)
      // Of use to whoever writes alone, and no heavier than it was said to be.
      assert.ok((assets.get(assets.url('rich-editor.js'))?.brotli?.length ?? Infinity) < 160_000)
      assert.deepEqual(await axeProblems(page), [])
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false)
      assert.equal(await save(page), typed)
    })
  })
  test('is written by keyboard alone: styles, lists, a link, a table, what is undone', async () => {
    typed = ''
    await visit(async (page) => {
      const editor = editorOf(page)
      await editor.focus()
      await page.keyboard.type('Le chantier')
      await page.keyboard.press('Alt+F10')
      const focused = () =>
        page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
        )
      assert.equal(await focused(), 'Style du paragraphe')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Escape')
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await page.keyboard.type('Voir ')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('le calendrier')
      await page.keyboard.press('Tab')
      await page.keyboard.type('javascript:alert(1)')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('Écrivez une adresse qui commence par https://').waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('www.exemple.fr/plan')
      await page.keyboard.press('Enter')
      await page.keyboard.type(' et ')
      await page.keyboard.press('Control+b')
      await page.keyboard.type('venir')
      await page.keyboard.press('Control+b')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Alt+F10')
      for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowRight')
      assert.equal(await focused(), 'Liste à puces')
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('[data-act=bulletList]').getAttribute('aria-pressed'), 'true')
      await page.keyboard.type('un')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Control+]')
      await page.keyboard.type('deux')
      await page.keyboard.press('Control+z')
      assert.equal(await editor.getByText('deux').count(), 0)
      await page.keyboard.press('Control+y')
      // One stop for the whole bar, and the key Tab leaves the text.
      assert.equal(await page.locator('[role=toolbar] [tabindex="0"]').count(), 1)
      await page.keyboard.press('Tab')
      assert.notEqual(await focused(), null)
      assert.equal(await editor.evaluate((element) => element === document.activeElement), false)
      const notation = await save(page)
      assert.ok(
        /^## Le chantier\n\nVoir \[le calendrier\]\(https:\/\/www\.exemple\.fr\/plan\) et \*\*venir\*\*\n\n- un\n {2}- /.test(
          notation,
        ),
        notation,
      )
    })
  })

  test('makes a table and a picture, each with what a reader needs', async () => {
    typed = 'Avant.'
    await visit(async (page) => {
      await editorOf(page).focus()
      await page.keyboard.press('Control+End')
      await page.getByRole('button', { name: 'Tableau', exact: true }).click()
      await page.keyboard.type('Fermetures')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.type('Rue')
      await page.getByRole('button', { name: 'Ligne retirée' }).waitFor()
      await page.getByRole('button', { name: 'Ligne ajoutée dessous' }).click()
      await page.keyboard.press('Control+End')
      await page.getByRole('button', { name: 'Image', exact: true }).click()
      await page.getByRole('button', { name: 'Placer l’image' }).click()
      await page.getByRole('alert').getByText('Décrivez l’image').waitFor()
      await page.getByLabel('Description').fill('Un plan')
      await page.getByRole('button', { name: 'Placer l’image' }).click()
      // The next says what it shows by itself, and takes its caption.
      await page.keyboard.press('Control+End')
      await page.getByRole('button', { name: 'Image', exact: true }).click()
      await page.getByRole('combobox', { name: 'Image' }).selectOption('La rue')
      assert.equal(await page.getByLabel('Description').inputValue(), 'Une rue pavée')
      await page.getByLabel('Légende').fill('En mai')
      await page.getByRole('button', { name: 'Placer l’image' }).click()
      const notation = await save(page)
      assert.ok(notation.startsWith('Avant.\n\nTableau : Fermetures\n\n| Rue |'), notation)
      assert.equal(notation.split('\n').filter((line) => line.startsWith('|')).length, 5)
      const other = `![Une rue pavée](fichier:${OTHER})\n\nLégende : En mai`
      assert.ok(notation.endsWith(`![Un plan](fichier:${PICTURE})\n\n${other}`), notation)
    })
  })

  test('takes what is pasted from Word or Google Docs: structure stays, styles and scripts go', async () => {
    typed = ''
    const word = `<html><head><style>p.MsoNormal {color: red}</style></head><body><h1 style="color:red">Chantier<o:p></o:p></h1>
      <p class="MsoNormal" style="font-family:Calibri"><b><span style="font-size:11pt">Trois</span></b> temps, <a href="javascript:alert(1)">mal</a> <a href="https://a.example/">bien</a></p>
      <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>un</p>
      <p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o </span>dedans</p>
      <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">· </span>deux</p>
      <table><tr><td colspan="2"><p>A</p></td><td><p>B</p></td></tr><tr><td><p>c</p><p>d</p></td><td>e</td></tr></table>
      <script>window.hurt = true</script><img src="file:///c:/a.png" onerror="window.hurt = true"></body></html>`
    const docs = `<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Gras</span><span style="font-style:italic"> penché</span></p><ol><li><p>un</p></li></ol></b>`
    await visit(async (page) => {
      await editorOf(page).focus()
      await paste(page, word)
      await page.keyboard.press('Control+End')
      await paste(page, docs)
      const notation = await save(page)
      assert.equal(
        notation,
        [
          '## Chantier',
          '**Trois** temps, mal [bien](https://a.example/)',
          '- un\n  - dedans\n- deux',
          '| A   | B |\n| --- | - |\n| c d | e |',
          '**Gras** *penché*',
          '1. un',
        ].join('\n\n'),
      )
      assert.equal(await page.evaluate(() => 'hurt' in window), false)
    })
  })

  test('says while one writes what a reader would stumble on, and leads there', async () => {
    typed = `Le chantier.\n\n![](fichier:${PICTURE})`
    await visit(async (page) => {
      await page.getByText('1 à corriger avant de publier').waitFor()
      await editorOf(page).focus()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Les VL. ')
      await page.getByText('1 à corriger avant de publier, 1 conseil').waitFor()
      assert.deepEqual(
        await page
          .locator('[data-flag]')
          .evaluateAll((all) => all.map((one) => one.getAttribute('data-flag'))),
        ['info', 'warn'],
      )
      assert.deepEqual(await axeProblems(page), [])
      await page.getByRole('button', { name: 'Aller au passage 2' }).click()
      await page.getByRole('button', { name: 'Image', exact: true }).click()
      await page.getByLabel('décorative').check()
      await page.getByRole('button', { name: 'Placer l’image' }).click()
      await page.getByText(/^1 conseil$/).waitFor()
      assert.equal(await save(page), `Les VL. Le chantier.\n\n![décorative](fichier:${PICTURE})`)
    })
  })

  test('keeps what is typed: one who leaves is asked first, and finds it again by the way back', async () => {
    typed = 'Le chantier commence.'
    await visit(async (page) => {
      const asked: string[] = []
      page.on('dialog', (dialog) => {
        asked.push(dialog.type())
        void dialog.accept()
      })
      await page.goto(`${origin}?rien`)
      assert.deepEqual(asked, [], 'nothing was typed')
      await editorOf(page).click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(' Il dure.')
      await page.goto(`${origin}?ailleurs`)
      assert.deepEqual(asked, ['beforeunload'])
      await page.goBack()
      await page.getByText('Le chantier commence. Il dure.').waitFor()
      await page.goto(`${origin}?ailleurs`)
      assert.equal(asked.length, 2, 'what came back is not sent either')
      await page.goBack()
      assert.equal(await save(page), 'Le chantier commence. Il dure.')
      assert.equal(asked.length, 2, 'what is sent is not lost')
    })
  })

  test('without a script is a box with its help and the same advice; what is not read stays in its lines', async () => {
    typed = 'Les VL.'
    const box = (page: Page) => page.getByRole('textbox', { name: 'Texte', exact: true })
    await visit(
      async (page) => {
        assert.equal(await page.getByRole('toolbar').count(), 0)
        await page.getByText('Mettre en forme').click()
        await page.getByRole('cell', { name: '**gras**' }).waitFor()
        await page.getByText('Le sigle «\u00a0VL\u00a0» n’est pas expliqué.').waitFor()
        await box(page).fill('**Merci**')
        assert.equal(await save(page), '**Merci**')
      },
      { javaScriptEnabled: false },
    )
    typed = '# Un'
    await visit(async (page) => {
      assert.equal(await box(page).inputValue(), '# Un')
      assert.equal(await page.getByRole('toolbar').count(), 0)
      assert.deepEqual(await axeProblems(page), [])
    })
  })
})
