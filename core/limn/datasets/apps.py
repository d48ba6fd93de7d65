from django.apps import AppConfig


class DatasetsRoom(AppConfig):
    name = "limn.datasets"
    label = "datasets"
