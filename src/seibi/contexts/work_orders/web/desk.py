from django.http import HttpRequest, HttpResponse
def listing(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def open_visit(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def page(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def act(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
