/**
 * The parts of MSAL that are used, in a module of their own: it is loaded late, by `import()`, and a
 * bundler leaves out the rest only where the import is a static one.
 */
export {
  ConfidentialClientApplication,
  CryptoProvider,
  ManagedIdentityApplication,
  PublicClientApplication,
} from '@azure/msal-node';
