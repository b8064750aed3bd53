from django.http import HttpRequest, HttpResponse
def record(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
