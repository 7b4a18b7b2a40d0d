// The environment: defaults, every mistake said at once, and the secret that is kept.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readConfig } from './config.ts'
import { StartError } from './start-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'parvis-config-'))
const data = join(folder, 'data')
describe('the environment', () => {
  after(() => rmSync(folder, { recursive: true }))

  const read = (env: Record<string, string>) => readConfig({ PARVIS_DATA: data, ...env })

  function mistakes(env: Record<string, string>): readonly string[] {
    try {
      read(env)
    } catch (error) {
      assert.ok(error instanceof StartError)
      return error.sentences
    }
    return []
  }

  test('an empty environment gives the documented defaults', () => {
    const { secret, geocoderUrl, tilesUrl, ...config } = read({ PORT: '', PARVIS_LOG: '' })
    assert.deepEqual(config, {
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataFolder: data,
      publicUrl: 'http://localhost:3000',
      mailFrom: null,
      metricsToken: null,
      smtpUrl: null,
      faceHosts: new Map(),
      role: 'all',
      demo: true,
      isDemoRefused: false,
      clamd: null,
      filesUrl: null,
      logLevel: 'info',
      trustProxy: false,
    })
    assert.equal(secret.length, 32)
    assert.equal(geocoderUrl, 'https://data.geopf.fr/geocodage')
    assert.match(tilesUrl ?? '', /TILEMATRIX=\{z\}/)
  })

  test('what is given is read', () => {
    const config = read({
      PORT: '8080',
      PARVIS_URL: 'https://demarches.exemple.fr/',
      PARVIS_DEMO: '0',
      PARVIS_TRUST_PROXY: '1',
      PARVIS_GEOCODER_URL: 'off',
      PARVIS_TILES_URL: 'off',
      PARVIS_CLAMD: 'clamd:3310',
      PARVIS_FILES_URL: 'https://cle:se%2Fcret@s3.exemple.fr:9000/depot/lyon?region=fr-par',
      DATABASE_URL: 'postgres://a:b@c/d',
    })
    assert.equal(config.publicUrl, 'https://demarches.exemple.fr')
    assert.equal(config.demo, false)
    assert.equal(config.trustProxy, true)
    assert.equal(config.geocoderUrl, null)
    assert.equal(config.tilesUrl, null)
    assert.deepEqual(config.clamd, { host: 'clamd', port: 3310 })
    assert.deepEqual(config.filesUrl, {
      origin: 'https://s3.exemple.fr:9000',
      bucket: 'depot',
      prefix: 'lyon/',
      region: 'fr-par',
      accessKeyId: 'cle',
      secretAccessKey: 'se/cret',
    })
    assert.equal(config.databaseUrl, 'postgres://a:b@c/d')
    assert.deepEqual(read({ PARVIS_CLAMD: '/run/clamd.sock' }).clamd, { path: '/run/clamd.sock' })
    assert.equal(read({ PORT: '8080' }).publicUrl, 'http://localhost:8080')
  })

  test('a demonstration only where nothing of production is configured, or when asked', () => {
    const isDemo = (env: Record<string, string>) => read(env).demo
    const here = ['http://localhost:3000', 'http://127.0.0.1:8080', 'http://bron.localhost:3000']
    for (const url of here) assert.equal(isDemo({ PARVIS_URL: url }), true, url)
    const production = {
      PARVIS_URL: 'https://demarches.exemple.fr',
      DATABASE_URL: 'postgres://a:b@c/d',
      PARVIS_SMTP_URL: 'smtp://serveur:25',
    }
    for (const [name, value] of Object.entries(production)) {
      assert.equal(isDemo({ [name]: value }), false, name)
      assert.equal(isDemo({ [name]: value, PARVIS_DEMO: '1' }), true, name)
    }
    assert.equal(isDemo({ PARVIS_URL: 'https://localhost.exemple.fr' }), false)
    assert.equal(isDemo({ PARVIS_DEMO: '0' }), false)
  })

  const wrong: Record<string, string[]> = {
    PORT: ['http', '70000', '-1', '80.5'],
    HOST: ['a b'],
    DATABASE_URL: ['mysql://a/b', 'a'],
    PARVIS_URL: ['exemple.fr', 'https://exemple.fr/parvis', 'ftp://exemple.fr'],
    PARVIS_SMTP_URL: ['serveur:25'],
    PARVIS_TERRITORIES_HOST: ['https://a.fr', 'un nom', '10.0.0.1', 'seul'],
    PARVIS_INTRANET_HOST: ['https://a.fr'],
    PARVIS_ROLE: ['tout'],
    PARVIS_DEMO: ['oui'],
    PARVIS_SECRET: ['court'],
    PARVIS_GEOCODER_URL: ['non'],
    PARVIS_TILES_URL: ['https://tuiles.exemple.fr/sans-modele'],
    PARVIS_CLAMD: ['3310'],
    PARVIS_FILES_URL: [
      's3.exemple.fr',
      'https://s3.exemple.fr/depot',
      'https://cle:secret@s3.exemple.fr/',
      'https://cle:%@h/d',
    ],
    PARVIS_LOG: ['verbose'],
    PARVIS_TRUST_PROXY: ['2'],
  }

  for (const [name, values] of Object.entries(wrong))
    test(`a wrong ${name} is refused in one sentence that names it`, () => {
      for (const value of values) {
        const sentences = mistakes({ [name]: value })
        assert.equal(sentences.length, 1, `${name}=${value}: ${sentences.join(' / ')}`)
        assert.match(sentences[0] ?? '', new RegExp(`^${name} doit .+\\.$`))
      }
    })

  test('every mistake is said at once', () => {
    const sentences = mistakes({ PORT: 'x', PARVIS_ROLE: 'x', PARVIS_LOG: 'x' })
    assert.deepEqual(
      sentences.map((sentence) => sentence.split(' ')[0]),
      ['PORT', 'PARVIS_ROLE', 'PARVIS_LOG'],
    )
  })

  test('the secret is made once, kept for its owner only, and given in hexadecimal or base64', () => {
    assert.deepEqual(read({}).secret, read({}).secret)
    assert.equal(statSync(join(data, 'secret')).mode & 0o777, 0o600)
    const bytes = Buffer.alloc(32, 7)
    assert.deepEqual(read({ PARVIS_SECRET: bytes.toString('hex') }).secret, bytes)
    assert.deepEqual(read({ PARVIS_SECRET: bytes.toString('base64') }).secret, bytes)
  })

  test('a data folder that cannot be made is said plainly', () => {
    assert.match(mistakes({ PARVIS_DATA: '/dev/null/data' })[0] ?? '', /^PARVIS_DATA/)
  })
})
