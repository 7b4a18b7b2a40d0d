// Loaded before the tests of a planted copy: when they end, says which mutants they met.
import { writeFileSync } from 'node:fs'

interface Planted {
  __stryker__?: { mutantCoverage?: { static?: Record<string, number> } }
}

process.once('exit', () => {
  const met = (globalThis as Planted).__stryker__?.mutantCoverage?.static ?? {}
  writeFileSync(process.env['MUTANTS_MET'] ?? '', JSON.stringify(Object.keys(met)))
})
