/** What can be called in the pretend Azure, as the ports name it. */
export type FakeCallName =
  | 'apiManagement.get'
  | 'apiManagement.list'
  | 'apiManagement.query'
  | 'apiManagement.start'
  | 'apiManagement.ask'
  | 'apiManagement.workspaces'
  | 'apiManagement.listDeleted'
  | 'apiManagement.undelete'
  | 'apiManagement.report'
  | 'authorization.permissions'
  | 'authorization.roles'
  | 'authorization.locks'
  | 'storageAccounts.list'
  | 'storageAccounts.get'
  | 'storageAccounts.containers'
  | 'storageAccounts.container'
  | 'storageAccounts.createContainer'
  | 'storageAccounts.blobService'
  | 'storageAccounts.lifecycle'
  | 'storageAccounts.geoCopy'
  | 'storageAccounts.key'
  | 'blobs.list'
  | 'blobs.head'
  | 'blobs.readText'
  | 'blobs.createText'
  | 'blobs.writeText'
  | 'blobs.stagePiece'
  | 'blobs.commitPieces'
  | 'blobs.remove'
  | 'activityLog.read'
  | 'subscriptions.list'
  | 'subscriptions.resourceGroup'
  | 'session.token'
  | 'session.identity'
  | 'session.login'
  | 'session.logout';

/** One call as it was made. `about` is what it asked for: a resource id, `account/container/name`, an address. */
export type FakeCall = {
  name: FakeCallName;
  about: string;
  signIn: string;
  /** The port's arguments, without the signal. */
  arguments: readonly unknown[];
};
