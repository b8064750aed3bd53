from django.http import HttpRequest, HttpResponse
def my_day(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def indirect(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def job(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def act(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
