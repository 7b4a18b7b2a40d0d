// Ways back that stay on the site.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localPath } from './where.ts'

describe('localPath', () => {
  it('keeps paths of this site and nothing else', () => {
    assert.equal(
      localPath('/demarches?quoi=bac+jaune&ou=%C3%89cully'),
      '/demarches?quoi=bac+jaune&ou=%C3%89cully',
    )
    for (const path of ['//x.example', '/\\x.example', 'https://x.example', '', 'x', '/\n/x.example'])
      assert.equal(localPath(path), '/', path)
  })
})
