// The field « rich » of a form: what is typed is the notation, what is read is the text, what is wrong is said beside it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { formFields, formOf } from '#platform/screens/form.ts'
import { notationOf } from '../notation/write.ts'
import { ALL, list, paragraph, PICTURE } from '../text/texts.fixture.ts'
import { richField } from './field.ts'

const form = formOf({
  text: richField({ label: 'Texte' }),
  more: richField({ label: 'Compléments', optional: true }),
})
const read = (text: string) => form.input.safeParse({ text, more: '' })
const wrong = (text: string) =>
  read(text).error?.issues.map(({ path, message }) => `${path.join()} ${message}`)
const shown = (text: string, problems: { field: string; message: string }[] = []) => {
  const choices = { text: [[PICTURE, 'Le plan', '/fichiers/1'] as const] }
  return formFields(form, { typed: { text }, problems, choices }).map(renderHtml)
}

describe('the field of a rich text', () => {
  test('reads the text that its notation says', () => {
    assert.deepEqual(read(notationOf(ALL)).data, { text: ALL, more: { type: 'doc', content: [] } })
    assert.deepEqual(wrong(' '), ['text Écrivez le texte.'])
  })

  test('says what is wrong line by line, and what is more than may be', () => {
    assert.deepEqual(wrong('# Un\n\n# Deux'), [
      'text Ligne 1\u00a0: un titre commence par ##, ### ou ####, suivi d’une espace. Ligne 3\u00a0: un titre commence par ##, ### ou ####, suivi d’une espace.',
    ])
    let deep = list('bulletList', 'a')
    for (let depth = 0; depth < 3; depth++) deep = list('bulletList', [paragraph('a'), deep])
    assert.match(wrong(notationOf({ type: 'doc', content: [deep] }))?.[0] ?? '', /dépasse ce qui est permis/)
  })

  test('shows what was typed as it was, its help, what a reader would stumble on, and the editor that scripts run', () => {
    const typed = '\nPour le plan, [cliquez ici](/a) & <b>'
    const [text = '', more = ''] = shown(typed, [{ field: 'text', message: 'Ligne 1' }])
    for (const part of [
      '\nPour le plan, [cliquez ici](/a) &amp; &lt;b&gt;</textarea>',
      'aria-invalid="true"',
      'Mettre en forme',
      'Le lien «\u00a0cliquez ici\u00a0» ne dit rien hors de sa phrase.',
      '1 conseil',
      'role="toolbar"',
      'data-act="image"',
      `<code>![…](fichier:${PICTURE})</code>`,
    ])
      assert.ok(text.includes(part), part)
    assert.ok(!more.includes('data-act="image"') && !more.includes('conseil'))
    assert.ok(shown('# Un')[0]?.includes('<ol class="advice">') === false)
  })
})
