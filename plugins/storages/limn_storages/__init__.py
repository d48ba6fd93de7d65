"""Buckets and shares: S3, Google Cloud Storage, Azure Blob, WebDAV, and folders of the server."""
