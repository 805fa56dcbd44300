/**
 * The parts of undici that are used, in a module of their own: it is loaded late, by `import()`, and
 * undici is CommonJS, whose members a bundler finds only where the import is a static one.
 */
export { EnvHttpProxyAgent, Pool } from 'undici';
