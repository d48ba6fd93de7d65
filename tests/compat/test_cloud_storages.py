"""Unmodified cvat-sdk and cvat-cli with a bucket: connect, look, make a task, export."""

import subprocess
import sys
import zipfile
from io import BytesIO

import httpx
import pytest
from cvat_sdk import make_client, models
from cvat_sdk.core.client import Config

from limn_storages.s3 import S3
from servers.live import own_server


@pytest.fixture
def server(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    with own_server(data, LIMN_PRIVATE_HOSTS="127.0.0.1") as running:
        yield running


@pytest.fixture
def client(server):
    with make_client(server.url, credentials=(server.username, server.password)) as one:
        one.config = Config(status_check_period=0.2)
        yield one


@pytest.fixture
def bucket(s3, s3_server, pictures):
    """A bucket with pictures."""
    where = f"{s3_server}/{s3.place.resource}"
    for number, path in enumerate(pictures[:6]):
        httpx.put(f"{where}/street/{number}.jpg", content=path.read_bytes())
    return s3


def test_a_bucket_feeds_a_task_and_takes_its_dataset(client, server, bucket, pictures):
    s3 = bucket
    api = client.api_client.cloudstorages_api
    made, _ = api.create(
        models.CloudStorageWriteRequest(
            provider_type=models.ProviderTypeEnum("AWS_S3_BUCKET"),
            resource=s3.place.resource,
            display_name="streets",
            credentials_type=models.CredentialsTypeEnum("KEY_SECRET_KEY_PAIR"),
            key=s3.place.secrets["key"],
            secret_key=s3.place.secrets["secret_key"],
            specific_attributes=s3.body["specific_attributes"],
        )
    )
    listed, _ = api.list()
    assert [one.display_name for one in listed.results] == ["streets"]
    content, _ = api.retrieve_content_v2(made.id)
    assert [(one.name, str(one.type)) for one in content.content] == [("street", "DIR")]
    content, _ = api.retrieve_content_v2(made.id, prefix="street/")
    assert [one.name for one in content.content] == [f"{n}.jpg" for n in range(6)]
    status, _ = api.retrieve_status(made.id)
    assert str(status) == "AVAILABLE"

    task = client.tasks.create_from_data(
        spec=models.TaskWriteRequest(name="from a bucket", labels=[{"name": "car"}]),
        resource_type=_share(),
        resources=["street/"],
        data_params={"cloud_storage_id": made.id, "image_quality": 70},
    )
    meta = task.get_meta()
    assert (str(meta.storage), meta.cloud_storage_id, meta.size) == ("cloud_storage", made.id, 6)
    assert task.get_frame(3, quality="original").read() == pictures[3].read_bytes()

    task.export_dataset(
        "COCO 1.0", "exports/set.zip", include_images=True,
        location="cloud_storage", cloud_storage_id=made.id,
    )  # fmt: skip
    archive = zipfile.ZipFile(BytesIO(S3().open(s3.place).get("exports/set.zip")))
    assert "images/default/street/3.jpg" in archive.namelist()

    done = subprocess.run(
        [sys.executable, "-m", "cvat_cli", "--server-host", server.url,
         "--auth", f"{server.username}:{server.password}",
         "task", "create", "by the command line", "--labels", '[{"name": "car"}]',
         "share", "street/1.jpg", "street/2.jpg", "--cloud_storage_id", str(made.id),
         "--completion_verification_period", "0.2"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    newest = client.tasks.retrieve(int(done.stdout.split()[-1]))
    assert (newest.size, newest.data_cloud_storage_id) == (2, made.id)
    api.destroy(made.id)


def _share():
    from cvat_sdk.core.proxies.tasks import ResourceType

    return ResourceType.SHARE
