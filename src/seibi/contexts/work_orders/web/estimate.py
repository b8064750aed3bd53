from django.http import HttpRequest, HttpResponse
def editor(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def act(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def line(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
